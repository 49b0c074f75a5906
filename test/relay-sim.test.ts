import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type SmallRelay,
  type SmallRelayOptions,
  startSmallRelay,
} from '../local-twilio/src/voice/conversation-relay/testing/small-relay';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { Program } from './testing/program';
import { AUTH_TOKEN, SECRET } from './testing/relay-call';
import { PUBLIC_URL, RelayProcess } from './testing/relay-process';

const TIME = 60_000;
let folder: string;
let small: SmallRelay | undefined;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'relay-sim-'));
});

afterEach(async () => {
  await small?.stop();
  small = undefined;
});

afterAll(() => rmSync(folder, { recursive: true }));

function script(content: object | string): string {
  const file = path.join(folder, 'script.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

async function simulate(...args: string[]) {
  const program = new Program('tools/relay-sim.ts', args);
  const status = await program.ended;
  return { status, stdout: program.stdout, stderr: program.stderr };
}

async function against(answer: SmallRelayOptions['answer'], steps: object[], more: object = {}) {
  small = await startSmallRelay({ answer });
  const { status, stdout } = await simulate(
    '--url',
    small.url,
    '--wpm',
    '1200',
    '--json',
    '--script',
    script({ steps, ...more }),
  );
  return {
    status,
    ...(JSON.parse(stdout) as { ok: boolean; faults: string[]; interrupts: object[]; answers: object[] }),
  };
}

test(
  'the script of docs/relay-sim.md comes through, against the relay with its scripted assistant',
  async () => {
    const [, example = ''] =
      /```json\n([\s\S]*?)```/.exec(readFileSync(path.join(PROJECT_FOLDER, 'docs/relay-sim.md'), 'utf8')) ?? [];
    const relay = await RelayProcess.start({ authToken: AUTH_TOKEN, secret: SECRET });
    const access = ['--signed-url', PUBLIC_URL, '--auth-token', AUTH_TOKEN, '--secret', SECRET];
    const { status, stdout } = await simulate(
      '--url',
      relay.url,
      ...access,
      '--wpm',
      '1200',
      '--script',
      script(example),
    );
    await relay.program.end('SIGTERM');
    expect(stdout).toContain('caller  Where is my order 12345?');
    expect(stdout).toMatch(/session ended: \{"reasonCode":"customer-asked"/);
    expect(stdout).toMatch(/ms {2}prompt → first token {3}"Tell me a joke"/);
    expect(stdout).toMatch(/\nok\n$/);
    expect(status).toBe(0);
  },
  TIME,
);

test(
  'an application that goes on after an interrupt fails, with the number of tokens',
  async () => {
    let timer: NodeJS.Timeout | undefined;
    const goesOn: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type !== 'prompt' || timer) return;
      timer = setInterval(() => send({ type: 'text', token: 'word ', last: false }), 10);
    };
    const steps = [{ say: 'Talk' }, { say: 'Stop it now please, I have heard enough', interruptAtWord: 2 }];
    const { status, faults } = await against(goesOn, steps);
    clearInterval(timer);
    expect(status).toBe(1);
    expect(faults).toEqual([
      expect.stringMatching(/^[1-9]\d* tokens of the old answer were sent after the interrupt behind "word word"$/),
    ]);
  },
  TIME,
);

test(
  'a frame that Twilio refuses, an answer that is too late and words that do not come are told, each with its place',
  async () => {
    const clumsy: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type === 'prompt')
        send({ type: 'text', text: 'Hello' }, { type: 'text', token: 'Goodbye', last: true });
    };
    const steps = [{ say: 'Hi' }, { expect: { text: 'hello', within: 300 } }, { expect: { end: 'ended', within: 50 } }];
    const { status, faults } = await against(clumsy, steps, { limits: { firstToken: 0 } });
    expect(status).toBe(1);
    expect(faults).toEqual([
      'step 2 {"expect":{"text":"hello","within":300}}: /hello/ was not heard: "Goodbye" (within 300 ms)',
      'step 3 {"expect":{"end":"ended","within":50}}: the session to be ended; it is going on (within 50 ms)',
      expect.stringContaining('a frame that Twilio refuses (64107): {"type":"text","text":"Hello"}: '),
      expect.stringMatching(/^the first token after "Hi" took [\d.]+ ms, and may take 0$/),
    ]);
  },
  TIME,
);

test(
  'a socket that is lost comes back with what was said meanwhile, when the settings ask for it',
  async () => {
    const echo: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type === 'prompt') send({ type: 'text', token: `You said ${frame.voicePrompt}`, last: true });
    };
    const steps = [
      { drop: true },
      { silence: 0.1 },
      { say: 'hello again' },
      { expect: { text: 'you said hello again' } },
    ];
    const kept = await against(echo, steps, { settings: { applicationReconnect: true } });
    expect([kept.status, kept.faults]).toEqual([0, []]);
    await small?.stop();
    const lost = await against(echo, steps);
    expect(lost.faults[0]).toMatch(/there is no call any more: session failed: 64105 The WebSocket was lost/);
  },
  TIME,
);

test(
  'without a script, what is typed is said, keys are pressed, and the end of the input hangs up',
  async () => {
    const answer: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type === 'prompt') send({ type: 'text', token: `You said ${frame.voicePrompt}`, last: true });
      if (frame.type === 'dtmf') send({ type: 'text', token: `Key ${frame.digit}`, last: true });
    };
    small = await startSmallRelay({ answer });
    const args = ['tools/relay-sim.ts', '--url', small.url, '--wpm', '6000', '--set', 'dtmfDetection=true'];
    const live = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), ...args], { cwd: PROJECT_FOLDER });
    let printed = '';
    const prints = async (text: string) => {
      while (!printed.includes(text)) printed += String((await once(live.stdout, 'data'))[0]);
    };
    await small.next('setup');
    live.stdin.write('Good morning\n');
    await prints('bot     You said Good morning\n');
    live.stdin.write('/5\n/what\n');
    await prints('bot     Key 5\n');
    const ended = once(live, 'close');
    live.stdin.end();
    await prints('\nok\n');
    expect(printed).toMatch(/^caller {2}Good morning\nbot {5}You said Good morning\ncaller {2}key 5\n/);
    expect(printed).toContain('everything without a slash is said.');
    expect(printed).toContain('(session completed)');
    expect((await ended)[0]).toBe(0);
  },
  TIME,
);

describe('what is wrong on the command line is said with how to mend it', () => {
  test.each([
    [[], '--url is missing, such as ws://127.0.0.1:8080/relay'],
    [['--url', 'http://127.0.0.1'], '--url http://127.0.0.1 is no ws:// or wss:// address'],
    [['--url', 'ws://127.0.0.1:9/relay'], 'Nobody listens at ws://127.0.0.1:9/relay. Is the server running'],
    [
      ['--url', 'ws://127.0.0.1:9', '--set', 'interruptible=sometimes'],
      'settings: interruptible="sometimes" is none of',
    ],
    [['--url', 'ws://127.0.0.1:9', '--script', 'no-such.json'], '--script no-such.json cannot be read'],
  ])(
    '%j',
    async (args, message) => {
      const { status, stderr } = await simulate(...args);
      expect(stderr).toContain(message);
      expect(stderr).not.toContain('    at ');
      expect(status).toBe(1);
    },
    TIME,
  );

  test(
    'a script with faults names each of them',
    async () => {
      const file = script({ steps: [{ say: 'Hi' }, { shout: 'Hi' }, { expect: { text: '(' } }] });
      const { status, stderr } = await simulate('--url', 'ws://127.0.0.1:9', '--script', file);
      expect(stderr).toContain('is no script for relay-sim:\n  steps.1: ');
      expect(stderr).toContain('"(" is no regular expression');
      expect(status).toBe(1);
    },
    TIME,
  );

  test(
    'a refused upgrade says what it may be',
    async () => {
      small = await startSmallRelay({ refuseWith: 403 });
      const { stderr } = await simulate('--url', small.url);
      expect(stderr).toContain(
        'answered the upgrade with 403. Give --auth-token: the upgrade is not signed without it.',
      );
    },
    TIME,
  );
});
