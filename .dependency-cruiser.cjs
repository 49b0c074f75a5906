/** Who may know whom: docs/architecture.md says it in words, this file keeps it. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const domains = '(chat|handoff|availability|messages|bridge|web-chat|abuse|customer|video|voice|agent-chat)';
const tests = '\\.test\\.ts$|/testing/';

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle hides who is in charge.', {}, { circular: true }),
    rule(
      'product-knows-no-local-twilio',
      'Product code carries no trace of the local Twilio.',
      { path: '^src', pathNot: tests },
      { path: '^(local-twilio|tools|test)/' },
    ),
    rule(
      'local-twilio-knows-no-product',
      'It must not agree with our own mistakes.',
      { path: '^local-twilio', pathNot: tests },
      { path: '^(src|tools|test)/' },
    ),
    rule(
      'functions-know-lib-only',
      'A function is wiring: guard, schema, use case.',
      { path: '^src/functions', pathNot: tests },
      { path: '^src', pathNot: '^src/lib' },
    ),
    rule(
      'nobody-knows-functions',
      'Functions are entry points.',
      { path: '^src/lib|^src/sites|^src/assets' },
      { path: '^src/functions' },
    ),
    rule(
      'domains-are-strangers',
      'A domain never reaches into another one.',
      { path: `^src/lib/${domains}/`, pathNot: tests },
      {
        path: `^src/lib/${domains}/`,
        pathNot: '^src/lib/$1/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'one-door-to-twilio',
      'Only lib/twilio imports the helper library.',
      { path: '^src', pathNot: ['^src/lib/twilio/', tests] },
      { path: '(^|node_modules/)twilio(/|$)' },
    ),
    rule(
      'assets-take-types-only',
      'A browser bundle holds no server code.',
      { path: '^src/assets', pathNot: tests },
      { path: '^src/(lib|functions)', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'pages-take-their-own-words',
      "A page loads its own texts, not those of the flow, nor a site's settings.",
      { path: '^src/assets', pathNot: tests },
      {
        path: '^src/(words|sites)/',
        pathNot: '^src/words/([a-z]+/(page|launcher|video)|moment|words)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'relay-shares-contracts-alone',
      'The relay runs in a container of its own: of the product it knows what both sides must agree upon.',
      { path: '^relay', pathNot: tests },
      {
        path: '^(src|local-twilio|tools|test|studio-flows)/',
        pathNot: '^src/lib/(handoff-note|voice)/(handoff-note|call-pass)\\.ts$',
      },
    ),
    rule(
      'nobody-knows-the-relay',
      'Functions and flows know its address alone.',
      { path: '^(src|local-twilio|studio-flows)', pathNot: tests },
      { path: '^relay/' },
    ),
    rule(
      'words-know-nobody',
      'Texts are read by sites, flows and pages, and read nothing themselves.',
      { path: '^src/words', pathNot: tests },
      { path: '^src', pathNot: '^src/words' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'types'] },
  },
};
