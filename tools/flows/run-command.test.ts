import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { flowOf, state } from '../../local-twilio/src/studio/testing/stage';
import { PROJECT_FOLDER } from '../project-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'run-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** `npm run flows -- …` with these lines typed. */
function flows(
  args: string[],
  typed: string[] = [],
): Promise<{ code: number | null; lines: string[]; errors: string }> {
  const node = ['--import', pathToFileURL(require.resolve('tsx')).href, path.join(PROJECT_FOLDER, 'tools/flows.ts')];
  const child = spawn(process.execPath, [...node, ...args], {
    cwd: PROJECT_FOLDER,
    env: { PATH: process.env.PATH ?? '' },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.stdin.end(typed.map((line) => `${line}\n`).join(''));
  const words = (text: string) => text.split('\n').map((line) => line.trim().replaceAll(/\s+/g, ' '));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, lines: words(output), errors })));
}

function foreignFlow(): string {
  const file = path.join(folder, 'foreign.json');
  const flow = flowOf(
    state(
      'look',
      'make-http-request',
      { method: 'GET', url: 'https://api.example.com/orders?x=1' },
      {
        success: 'keep',
        failed: undefined,
      },
    ),
    state(
      'keep',
      'set-variables',
      { variables: [{ key: 'order', value: '{{widgets.look.parsed.id}}' }] },
      { next: 'fn' },
    ),
    state('fn', 'run-function', { url: 'https://foreign-1234.twil.io/check' }, { success: 'ask', fail: 'ask' }),
    state(
      'ask',
      'send-and-wait-for-reply',
      { from: '', body: 'Order {{flow.variables.order}}?', timeout: '60' },
      { incomingMessage: 'talk', timeout: undefined },
    ),
    state('talk', 'say-play', { say: 'Hello', loop: 1 }, { audioComplete: undefined }),
  );
  writeFileSync(file, JSON.stringify(flow));
  return file;
}

test('our own flow runs with the real Functions', async () => {
  const { code, lines } = await flows(
    ['run', 'chat-to-flex'],
    ['Hello', '/fail /studio/handoff-begin', 'Again', '/mend', 'Anybody?', '/quit'],
  );
  expect(code).toBe(0);
  expect(lines).toContain('handoff_begin run-function success');
  expect(lines).toContain('handoff_begin run-function fail');
  expect(lines).toContain('! 81017 The Function answered 500');
  expect(lines).toContain('reason = "begin"');
  expect(lines.filter((line) => line.startsWith('< ')).length).toBeGreaterThan(1);
  expect(lines.join('\n')).not.toContain('\u001b[');
});

test('anybody’s export runs, with answers from a file, and stops at a widget that is not run here', async () => {
  const answers = path.join(folder, 'answers.json');
  writeFileSync(
    answers,
    JSON.stringify({ 'https://api.example.com/orders': { json: { id: 7 } }, '/check': 'no answer' }),
  );
  const { code, lines, errors } = await flows(
    ['run', foreignFlow(), '--answers', answers],
    ['Hello', '/wait 2m', 'Hello', '/what', 'yes'],
  );
  expect(code).toBe(0);
  expect(lines.slice(1, 15)).toEqual([
    '> Hello',
    'Trigger trigger incomingConversationMessage',
    'look make-http-request success',
    'answered 200 {"id":7}',
    'keep set-variables next',
    'order = "7"',
    'fn run-function fail',
    '! 81017 The Function did not answer: No answer within 10000 ms',
    expect.stringMatching(/^ask send-and-wait-for-reply waits until /),
    'says "Order 7?"',
    '< Order 7?',
    '> /wait 2m',
    'ask send-and-wait-for-reply timeout',
    'the flow has ended',
  ]);
  expect(lines).toContain('/quit ends');
  const reason = 'the local Twilio does not run widgets of type "say-play" (widget "talk")';
  expect(lines).toContain(`! ${reason}`);
  expect(errors).toContain(reason);
});

test('without answers every endpoint answers 200 {}, and that is said', async () => {
  const { lines } = await flows(['run', foreignFlow()], ['Hello']);
  expect(lines).toContain('GET https://api.example.com/orders is not called; 200 {} is taken for its answer');
  expect(lines).toContain('POST https://foreign-1234.twil.io/check is not called; 200 {} is taken for its answer');
  expect(lines).toContain('says "Order ?"');
});

test('a flow that is not there is named', async () => {
  const { code, errors } = await flows(['run', 'nobody']);
  expect(code).toBe(1);
  expect(errors).toContain('"nobody" is neither a file nor a flow. Flows: chat-to-flex');
});

test('a flow that Studio would refuse is refused, with the reasons', async () => {
  const bad = path.join(folder, 'bad.json');
  writeFileSync(
    bad,
    JSON.stringify(flowOf(state('say', 'send-message', { body: 'x', from: '' }, { spoken: undefined }))),
  );
  const { code, errors } = await flows(['run', bad]);
  expect(code).toBe(1);
  expect(errors).toContain('Studio would not publish this flow');
  expect(errors).toContain('#/states/1/transitions/0/event');
});

test('a flow that calls start is not run', async () => {
  const voice = path.join(folder, 'voice.json');
  const flow = flowOf(state('talk', 'say-play', { say: 'Hello' }, { audioComplete: undefined }));
  flow.states[0]?.transitions.splice(0, 3, { event: 'incomingCall', next: 'talk' });
  writeFileSync(voice, JSON.stringify(flow));
  const { code, errors } = await flows(['run', voice]);
  expect(code).toBe(1);
  expect(errors).toContain('voice is started by incomingCall');
});
