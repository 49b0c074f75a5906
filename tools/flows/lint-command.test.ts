import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PROJECT_FOLDER } from '../project-folder';
import { RULES } from './lint/rules';
import { flowOn, put, widget } from './lint/testing/build-flow';
import { run } from './lint-command';
import { type Finished, runVerb, spawnFlows } from './testing/run-flows';

const OWN = path.join(PROJECT_FOLDER, 'studio-flows');
const talk = flowOn('incomingCall', widget('hello', 'say-play'));
const broken = put(talk, 'states.1.transitions.0.next', 'nobody');
const harmful = flowOn(
  'incomingCall',
  widget('do', 'make-http-request', { success: 'hello' }),
  widget('hello', 'say-play'),
);
const doubtful = flowOn('incomingCall', widget('hello', 'say-play'), widget('lost', 'say-play'));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lint-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const lint = (...args: string[]) => runVerb(run, args, { cwd: folder });

function write(name: string, content: unknown): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(path.join(folder, name), text);
  return name;
}

const mute = (...entries: object[]) => write('lint.json', { off: entries });
const read = ({ output }: Finished) =>
  JSON.parse(output) as { file: string; importable: boolean; findings: object[] }[];

test('the flows of this project are clean, even by the strict measure', async () => {
  const { code, output, errors } = await spawnFlows(['lint', '--strict'], { cwd: folder });
  expect(errors).toBe('');
  expect(output).toContain('chat-to-flex.json: Studio takes it, nothing found\n');
  expect(output).toMatch(/^\d+ flows?: 0 errors, 0 warnings, 0 notes, \d+ turned off$/m);
  expect(code).toBe(0);
});

test('--json prints files and findings, and nothing else', async () => {
  const finished = await lint('--json', write('broken.json', broken), write('talk.json', talk));
  expect(read(finished)).toEqual([
    {
      file: 'broken.json',
      importable: false,
      findings: [
        {
          rule: 'S011',
          level: 'import',
          state: 'hello',
          message: '"audioComplete" leads to "nobody", which is not there',
          fix: 'Write the name of a widget, or leave "next" out',
        },
      ],
    },
    { file: 'talk.json', importable: true, findings: [] },
  ]);
  expect(finished).toMatchObject({ code: 1, errors: '' });
});

test('a file may be a flow of the REST API, written on Windows, no JSON, empty, missing or a folder', async () => {
  const finished = await lint(
    '--json',
    write('resource.json', { sid: 'FW1', friendly_name: 'Hello', definition: talk }),
    write('quoted.json', { definition: JSON.stringify(talk) }),
    write('windows.json', `\uFEFF${JSON.stringify(talk, null, 2).replaceAll('\n', '\r\n')}\r\n`),
    write('template.json', '{"states": jsonencode(var.states)}'),
    write('empty.json', ''),
    write('list.json', [1, 2]),
    'missing.json',
    '.',
  );
  const told = read(finished).map(({ file, importable, findings }) => [
    file,
    importable,
    findings.map((finding) => Object.values(finding).slice(0, 3)),
  ]);
  expect(told).toEqual([
    ['resource.json', true, []],
    ['quoted.json', true, []],
    ['windows.json', true, []],
    ['template.json', false, [['S000', 'import', null]]],
    ['empty.json', false, [['S000', 'import', null]]],
    ['list.json', false, [...['S001', 'S003', 'S005'].map((rule) => [rule, 'import', null]), ['H121', 'policy', null]]],
    ['missing.json', false, [['S000', 'import', null]]],
    ['.', false, [['S000', 'import', null]]],
  ]);
  expect(
    read(finished)
      .slice(-2)
      .map(({ findings }) => findings[0]),
  ).toEqual([
    expect.objectContaining({ message: 'There is no such file', fix: 'Name a file that is there' }),
    expect.objectContaining({ message: 'It is a folder', fix: 'Name the files in it, such as FOLDER/*.json' }),
  ]);
  expect(finished.code).toBe(1);
});

test('the text names file, widget, rule, reason and mend, the worst first', async () => {
  const { code, output } = await lint(
    write('harmful.json', put(harmful, 'states.2.properties.offset', { x: 0, y: 250 })),
  );
  expect(output).toMatch(
    /^harmful\.json: Studio takes it\n\n {2}do\n {4}error E043: failed leads nowhere\n {6}why {3}/,
  );
  expect(output).toContain('\n      mend  Lead it to words for the contact, and to another way to be helped\n');
  expect(output).toContain('\n  hello\n    info G036: It lies upon "do"\n');
  expect(output.trimEnd().split('\n').at(-1)).toBe('1 flow: 1 error, 0 warnings, 1 note');
  expect(code).toBe(1);
});

test('a warning fails by the strict measure alone', async () => {
  const file = write('doubtful.json', doubtful);
  expect((await lint(file)).code).toBe(0);
  expect((await lint(file, '--strict')).code).toBe(1);
});

test('a rule is turned off for a run with a reason', async () => {
  const finished = await lint(write('harmful.json', harmful), '--off', 'E043=it cannot fail', '--off', 'G030=no');
  expect(finished.output).toContain('nothing found\n');
  expect(finished.output).toContain('1 turned off');
  expect(finished).toMatchObject({ code: 0, errors: '--off G030 found nothing to turn off\n' });
});

test('what Studio does not take stays so, whatever is turned off', async () => {
  const finished = await lint('--json', write('broken.json', broken), '--off', 'S011=later');
  expect(read(finished)).toEqual([{ file: 'broken.json', importable: false, findings: [] }]);
  expect(finished.code).toBe(1);
});

test('lint.json beside a flow turns rules off, and an entry without need is told', async () => {
  const file = write('harmful.json', harmful);
  mute(
    { rule: 'E043', flow: 'harmful', state: 'do', reason: 'It cannot fail' },
    { rule: 'G031', flow: 'harmful', reason: 'It is counted' },
  );
  const finished = await lint('--json', file);
  expect(read(finished)[0]?.findings).toEqual([
    {
      rule: 'H131',
      level: 'policy',
      state: null,
      message: 'G031 is turned off in lint.json, and finds nothing here',
      fix: 'Remove the entry from lint.json',
    },
  ]);
  expect(finished.code).toBe(0);
});

test.each<[string, object, string]>([
  ['no reason', { rule: 'E043', flow: 'harmful' }, 'off.0.reason'],
  ['an empty reason', { rule: 'E043', flow: 'harmful', reason: ' ' }, 'off.0.reason'],
  ['no such rule', { rule: 'E999', flow: 'harmful', reason: 'x' }, 'there is no rule E999'],
  ['no such flow', { rule: 'E043', flow: 'other', reason: 'x' }, 'there is no other.json'],
])('lint.json with %s is an error', async (_, entry, message) => {
  mute(entry);
  const { code, errors } = await lint(write('harmful.json', harmful));
  expect(errors).toContain(message);
  expect(errors).not.toContain(' at ');
  expect(code).toBe(1);
});

test.each([
  ['an unknown option', ['--quick'], "Unknown option '--quick'"],
  ['a rule without a reason', ['--off', 'E043'], '--off E043: write RULE=reason'],
  ['a rule that is none', ['--off', 'X1=y'], 'there is no rule X1'],
])('%s is wrong usage', async (_, args, message) => {
  const { code, output, errors } = await lint(...args);
  expect(errors).toContain(message);
  expect(errors).toContain('npm run flows -- lint [FILE…]');
  expect([code, output]).toEqual([2, '']);
});

test('a lint.json of another tool beside an export is left alone', async () => {
  write('lint.json', { extends: 'recommended', rules: {} });
  expect(await lint(write('talk.json', talk))).toMatchObject({ code: 0, errors: '' });
});

test('--rules lists every rule with why and how to mend it', async () => {
  const { code, output } = await lint('--rules');
  for (const { id, title, why, fix } of RULES) {
    expect(output).toContain(`: ${title}\n      why   ${why}\n      mend  ${fix}\n`);
    expect(output).toMatch(new RegExp(`^${id} {2}`, 'm'));
  }
  expect(code).toBe(0);
});

test('stand-ins, versions and what is turned off are read beside the flow', async () => {
  cpSync(OWN, folder, { recursive: true });
  expect(await lint('chat-to-flex.json')).toMatchObject({ code: 0 });
  const flow: unknown = JSON.parse(readFileSync(path.join(folder, 'chat-to-flex.json'), 'utf8'));
  write('chat-to-flex.json', put(flow, 'description', 'Changed'));
  const { code, output } = await lint('chat-to-flex.json');
  expect(output).toMatch(/\(the flow\)\n {4}error H130: The flow changed since version \d+\.\d+\.\d+\n/);
  expect(code).toBe(1);
});

test('a SID that names.json explains is a stand-in, and hard-coded where it does not', async () => {
  const sid = `WW${'0123456789abcdef'.repeat(2)}`;
  const text = (name: string) => readFileSync(path.join(OWN, name), 'utf8').replaceAll(/WW0+1/g, sid);
  const [without] = read(await lint('--json', write('export.json', text('chat-to-flex.json'))));
  expect(without?.findings).toContainEqual(expect.objectContaining({ rule: 'A080', state: 'send_to_flex' }));
  write('names.json', text('names.json'));
  const [beside] = read(await lint('--json', 'export.json'));
  expect(beside?.findings).not.toContainEqual(expect.objectContaining({ rule: 'A080' }));
});
