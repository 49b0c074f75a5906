import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { flowOf, state } from '../../local-twilio/src/studio/testing/stage';
import { run } from './run-command';
import { runVerb, spawnFlows } from './testing/run-flows';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'run-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** `npm run flows -- run …` with these lines typed. */
async function talk(args: string[], ...typed: string[]) {
  const { code, output, errors } = await spawnFlows(['run', ...args], {
    typed: typed.map((line) => `${line}\n`).join(''),
  });
  return { code, errors, lines: output.split('\n').map((line) => line.trim().replaceAll(/\s+/g, ' ')) };
}

const refusal = (...args: string[]) => runVerb(run, args);

function write(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function foreignFlow(): string {
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
      { from: '', body: 'Order {{flow.variables.order}}?', timeout: '60', chat_channel_sid: 'Studio ignores it' },
      { incomingMessage: 'talk', timeout: undefined },
    ),
    state('talk', 'record-voicemail', { max_length: 60 }, { recordingComplete: undefined }),
  );
  return write('foreign.json', { sid: `FW${'1'.repeat(32)}`, friendly_name: 'Foreign', definition: flow });
}

test('our own flow runs with the real Functions', async () => {
  const typed = ['Hello', '/fail /studio/handoff-begin', 'Again', '/mend', 'Anybody?', '/quit'];
  const { code, lines } = await talk(['chat-to-flex'], ...typed);
  expect(code).toBe(0);
  expect(lines).toContain('handoff_begin run-function success');
  expect(lines).toContain('handoff_begin run-function fail');
  expect(lines).toContain('! 81017 The Function answered 500');
  expect(lines).toContain('reason = "begin"');
  expect(lines.filter((line) => line.startsWith('< ')).length).toBeGreaterThan(1);
  expect(lines.join('\n')).not.toContain('\u001b[');
});

test('anybody’s export runs, with answers from a file, and stops at a widget that is not run here', async () => {
  const answers = write('answers.json', {
    'https://api.example.com/orders': { json: { id: 7 } },
    '/check': 'no answer',
  });
  const typed = ['Hello', '/wait 2m', 'Hello', '/what', 'yes'];
  const { code, lines, errors } = await talk([foreignFlow(), '--answers', answers], ...typed);
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
  const reason = 'the local Twilio does not run widgets of type "record-voicemail" (widget "talk")';
  expect(lines).toContain(`! ${reason}`);
  expect(errors).toContain(reason);
});

test('without answers every endpoint answers 200 {}, and that is said', async () => {
  const { lines } = await talk([foreignFlow()], 'Hello');
  expect(lines).toContain('GET https://api.example.com/orders is not called; 200 {} is taken for its answer');
  expect(lines).toContain('POST https://foreign-1234.twil.io/check is not called; 200 {} is taken for its answer');
  expect(lines).toContain('says "Order ?"');
});

test('a flow that is not there is named', async () => {
  const { code, errors } = await refusal('nobody');
  expect(code).toBe(1);
  expect(errors).toContain('"nobody" is neither a file nor a flow. Flows: chat-to-flex');
});

test.each([
  ['no JSON', 'export', 'bad.json is no flow: The file is not JSON'],
  ['a list', '[]', 'bad.json is no flow: it has no list of "states"'],
])('a file that is %s is no flow', async (_, content, message) => {
  const { code, errors } = await refusal(write('bad.json', content));
  expect(code).toBe(1);
  expect(errors).toContain(message);
});

test('a flow that Studio would refuse is refused, with the reasons', async () => {
  const flow = flowOf(state('say', 'send-message', { body: 'x', from: '' }, { spoken: undefined }));
  const { code, errors } = await refusal(write('bad.json', flow));
  expect(code).toBe(1);
  expect(errors).toContain('Studio would not publish this flow');
  expect(errors).toContain('#/states/1/transitions/0/event');
});

test('a flow that calls start is not run', async () => {
  const flow = flowOf(state('talk', 'say-play', { say: 'Hello' }, { audioComplete: undefined }));
  flow.states[0]?.transitions.splice(0, 3, { event: 'incomingCall', next: 'talk' });
  const { code, errors } = await refusal(write('voice.json', flow));
  expect(code).toBe(1);
  expect(errors).toContain('voice is started by incomingCall');
  expect((await refusal('voice-relay-to-flex')).errors).toContain('For calls, `npm start` has a phone');
});

test('wrong usage is explained', async () => {
  for (const args of [[], ['a', 'b'], ['a', '--loud']]) {
    const { code, errors } = await refusal(...args);
    expect([args, code]).toEqual([args, 2]);
    expect(errors).toContain('npm run flows -- run NAME|FILE [--answers FILE]');
  }
});
