import path from 'node:path';
import { validateFlow } from '../../../local-twilio/src/studio/validate';
import { readFlows } from '../../../studio-flows/read-flows';
import { PROJECT_FOLDER } from '../../project-folder';
import { isImportable, lintFlow } from './lint-flow';
import { RULES } from './rules';
import { flowOn, put, split, widget } from './testing/build-flow';
import { FAILURE_CASES } from './testing/cases/failure-cases';
import { GRAPH_CASES } from './testing/cases/graph-cases';
import { IMPORT_CASES } from './testing/cases/import-cases';
import { mutate, randomJson, seeded } from './testing/mutate-json';

const { flows, names } = readFlows(path.join(PROJECT_FOLDER, 'studio-flows'));
const context = { name: 'chat-to-flex', names };
const talk = flowOn('incomingConversationMessage', widget('say', 'send-message'));
const saying = (text: string) => put(talk, 'states.1.properties.body', text);

/** Whether the local Twilio publishes the flow, when it lets unknown properties pass. */
const isPublished = (definition: unknown) =>
  validateFlow(definition, { studioRefusesUnknownProperties: false, studioRefusesBadLiquid: true }).length === 0;

test('every rule has an id of its own, and says what is right, why, and how to mend it', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { id, title, why, fix } of RULES) expect([id, Boolean(title && why && fix)]).toEqual([id, true]);
});

test('a rule of level import is one that Studio refuses a flow for, and never a mere warning', () => {
  const rules = RULES.filter(({ level }) => level === 'import');
  expect(rules.map(({ id }) => id)).toEqual([
    ...['S001', 'S002', 'S003', 'S005', 'S006', 'S020', 'S008', 'S010', 'S011', 'S021', 'S013', 'S014', 'S019'],
    ...['S016', 'S022', 'L060', 'L061'],
  ]);
  expect(rules.filter(({ severity }) => severity !== 'error')).toEqual([]);
});

test('a flow is importable when no finding is of level import', () => {
  const doubtful = put(put(talk, 'states.1.properties.offset', undefined), 'timeout', 5);
  const levels = (definition: unknown) => lintFlow(definition).map(({ rule, level }) => `${rule} ${level}`);
  expect(levels(doubtful)).toEqual(['S017 policy', 'S018 policy', 'E044 policy']);
  expect(isImportable(lintFlow(doubtful))).toBe(true);
});

test('a finding says all that is needed to mend it', () => {
  expect(lintFlow(put(talk, 'states.1.transitions.0.event', 'success'), { off: ['G037', 'E044'] })).toEqual([
    {
      rule: 'S010',
      level: 'import',
      severity: 'error',
      state: 'say',
      message: 'send-message has no event "success"',
      fix: 'Use one of sent, failed',
    },
  ]);
});

test('a rule that is off finds nothing, and the others do', () => {
  const rules = ({ off = [] as string[] }) => lintFlow(saying(''), { off }).map(({ rule }) => rule);
  expect(rules({})).toEqual(['S025', 'E044']);
  expect(rules({ off: ['S025'] })).toEqual(['E044']);
});

describe('the linter and Flows/Validate of the local Twilio agree', () => {
  const cases = [...IMPORT_CASES, ...GRAPH_CASES, ...FAILURE_CASES];

  test.each(cases.map((one) => [one.rule, one.about, one] as const))('%s: %s', (_rule, _about, { breaks, keeps }) => {
    for (const definition of [breaks, keeps]) {
      expect([definition, isImportable(lintFlow(definition))]).toEqual([definition, isPublished(definition)]);
    }
  });

  test.each([
    ['Hi {{flow.variables.name}}', true],
    ['Hi {{flow.variables.name', false],
    ['{% if flow.sid %}x', false],
    ['{{flow.sid | shout}}', false],
    ['{% render "a" %}', false],
    ['{{ flow.variables.a + 1 }}', true],
    ['{{ "(" | append: 1 }} {% comment %}{{ a | b }}{% endcomment %}', true],
    ['{% raw %}{{ x | y }}{% endraw %}', true],
    ['{{ widgets.a.b | to_json }}{% case a %}{% when 1 %}x{% else %}y{% endcase %}', true],
  ])('on the template %s', (text, good) => {
    expect([isImportable(lintFlow(saying(text))), isPublished(saying(text))]).toEqual([good, good]);
  });

  test('but for unknown properties, which the local Twilio refuses as it is set', () => {
    const definition = put(talk, 'states.1.properties.bodi', 'x');
    expect(isImportable(lintFlow(definition))).toBe(true);
    expect(validateFlow(definition).map(({ property_path }) => property_path)).toEqual(['#/states/1/properties/bodi']);
  });
});

/** Of the processor: other processes do not make it more. */
const milliseconds = (since: NodeJS.CpuUsage) => process.cpuUsage(since).user / 1000;

describe('odd input', () => {
  const own = flows.find(({ name }) => name === 'chat-to-flex')?.definition;
  const loop = flowOn(
    'incomingMessage',
    split('a', 'b', ['a', 'regex', '(a+)+']),
    widget('b', 'set-variables', { next: 'a' }),
  );

  const survive = (definition: unknown, seed: number) => {
    const importable = isImportable(lintFlow(definition, { context }));
    expect([seed, importable]).toEqual([seed, isPublished(definition)]);
  };

  test('flows of this project that were changed in 400 ways crash neither, and both say the same', () => {
    for (let seed = 0; seed < 400; seed += 1) survive(mutate(seed % 4 ? own : loop, seeded(seed)), seed);
  }, 120_000);

  test('1000 values of any JSON crash neither', () => {
    for (let seed = 0; seed < 1000; seed += 1) {
      const random = seeded(seed);
      const value = randomJson(random);
      survive(seed % 2 ? value : { states: [value, randomJson(random)], initial_state: 'Trigger' }, seed);
    }
  }, 120_000);

  test.each([
    ['a list of 20000 numbers', { states: Array.from({ length: 20_000 }, (_, index) => index) }],
    [
      'a transition listed 20000 times',
      put(talk, 'states.0.transitions', Array(20_000).fill({ event: 'incomingCall', next: 'say' })),
    ],
    [
      '5000 variables',
      flowOn(
        'incomingCall',
        widget('set', 'set-variables', {}, { variables: Array(5000).fill({ key: 'a', value: 'b' }) }),
      ),
    ],
    ['a text of a million braces', saying('{'.repeat(1_000_000))],
    ['a text of many expressions', saying('{{ a.b | upcase }}'.repeat(20_000))],
  ])('%s takes 3 seconds of the processor at most', (_, definition) => {
    const start = process.cpuUsage();
    lintFlow(definition);
    validateFlow(definition);
    expect(milliseconds(start)).toBeLessThan(3000);
  });

  test('1000 widgets take 3 seconds of the processor at most', () => {
    const many = Array.from({ length: 499 }, (_, index) => [
      widget(`ask${index}`, 'send-and-wait-for-reply', { incomingMessage: `choice${index}`, timeout: `ask${index}` }),
      split(`choice${index}`, 'ask0', [`ask${(index + 1) % 499}`, 'equal_to', `{{widgets.ask${index}.inbound.Body}}`]),
    ]).flat();
    const definition = flowOn(['incomingMessage', 'incomingConversationMessage'], ...many);
    lintFlow(talk);
    const start = process.cpuUsage();
    lintFlow(definition);
    expect(milliseconds(start)).toBeLessThan(3000);
  });
});
