import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
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

/** Says a word every 20 milliseconds until it is told to stop, and begins anew with every prompt. */
function talkative(): SmallRelayOptions['answer'] {
  let timer: NodeJS.Timeout | undefined;
  let word = 0;
  return (frame, send) => {
    if (frame.type !== 'prompt' && frame.type !== 'interrupt') return;
    clearInterval(timer);
    const isOpen = word > 0 && word < 30;
    if (frame.type === 'interrupt' && isOpen) send({ type: 'text', token: '', last: true });
    if (frame.type === 'prompt' && frame.last) {
      word = 0;
      timer = setInterval(() => {
        word += 1;
        send({ type: 'text', token: `${frame.voicePrompt}-${word} `, last: word === 30 });
        if (word === 30) clearInterval(timer);
      }, 20);
    }
  };
}

test(
  'what answers the sentence that has interrupted is no word after the abort, also where everything is said at once',
  async () => {
    const talks = talkative();
    const answer: SmallRelayOptions['answer'] = (frame, send) => {
      // Complete before it is heard, so that no interrupt has to close it.
      const isWhole = frame.type === 'prompt' && frame.voicePrompt === 'Zero';
      if (isWhole) send({ type: 'text', token: 'Zero-1 Zero-2 Zero-3 Zero-4', last: true });
      else talks?.(frame, send);
    };
    small = await startSmallRelay({ answer });
    const steps = [
      { say: 'Zero' },
      { say: 'One', interruptAtWord: 3 },
      { say: 'Two', interruptAtWord: 3 },
      { expect: { text: 'Two-30', not: 'One' } },
    ];
    const { status, stdout } = await simulate(
      '--url',
      small.url,
      '--wpm',
      '0',
      '--json',
      '--script',
      script({ steps }),
    );
    const { faults, interrupts, answers } = JSON.parse(stdout) as {
      faults: string[];
      interrupts: object[];
      answers: object[];
    };
    expect(faults).toEqual([]);
    const stopped = { lastTokenMs: expect.any(Number), tokensAfterAbort: 0 };
    expect(interrupts).toMatchObject([
      { heard: 'Zero-1 Zero-2 Zero-3', tokensAfterAbort: 0 },
      { heard: 'One-1 One-2 One-3', ...stopped },
    ]);
    expect(answers).toMatchObject(
      ['Zero', 'One', 'Two'].map((prompt) => ({ prompt, firstTokenMs: expect.any(Number) })),
    );
    expect(status).toBe(0);
  },
  TIME,
);

test(
  'keys, languages and media that an application sends can be expected, and the end',
  async () => {
    const answer: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type !== 'prompt') return;
      send(
        { type: 'language', ttsLanguage: 'de-DE', transcriptionLanguage: 'de-DE' },
        { type: 'sendDigits', digits: '12w#' },
        { type: 'play', source: 'https://example.com/hold.mp3', loop: 2 },
      );
    };
    const steps = [
      { say: 'Deutsch, bitte', language: 'de-DE' },
      { expect: { language: 'de-DE', digits: '12w#', play: 'hold' } },
      { expect: { language: 'fr-FR', within: 20 } },
      { hangUp: true },
      { expect: { end: 'completed' } },
      { say: 'Hello?' },
    ];
    const { status, faults } = await against(answer, steps);
    expect(faults).toEqual([
      'step 3 {"expect":{"language":"fr-FR","within":20}}: language fr-FR; it was: de-DE (within 20 ms)',
      'step 6 {"say":"Hello?"}: there is no call any more: session completed',
    ]);
    expect(status).toBe(1);
    expect(small?.frames.at(-1)).toEqual({ type: 'prompt', voicePrompt: 'Deutsch, bitte', lang: 'de-DE', last: true });
  },
  TIME,
);

test(
  'what answers a key that has interrupted is no word after the abort',
  async () => {
    const answer: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type === 'prompt') send({ type: 'text', token: 'word '.repeat(40), last: true });
      if (frame.type === 'dtmf')
        send({ type: 'text', token: 'You ' }, { type: 'text', token: 'pressed 5', last: true });
    };
    const steps = [
      { say: 'Talk' },
      { expect: { text: 'word word' } },
      { digit: '5' },
      { expect: { text: 'pressed 5' } },
    ];
    const { status, faults, interrupts } = await against(answer, steps, { settings: { dtmfDetection: true } });
    expect([status, faults]).toEqual([0, []]);
    expect(interrupts).toHaveLength(1);
  },
  TIME,
);

test(
  'an application that keeps silent fails the limits',
  async () => {
    let open = false;
    const mute: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type !== 'prompt' || open) return;
      open = true;
      send({ type: 'text', token: 'word '.repeat(40), last: false });
    };
    const steps = [{ say: 'Hello' }, { say: 'Stop', interruptAtWord: 2 }, { silence: 0.2 }];
    const { status, faults } = await against(mute, steps, { limits: { firstToken: 100, interrupt: 100 } });
    expect(faults).toEqual([
      expect.stringMatching(
        /^last: true after the interrupt behind "word word" did not come in [\d.]+ ms, and may take 100$/,
      ),
      expect.stringMatching(/^the first token after "Stop" did not come in [\d.]+ ms, and may take 100$/),
    ]);
    expect(status).toBe(1);
  },
  TIME,
);

/** Begins to tell a story, and closes it so many milliseconds after an interrupt. */
const closesAfter =
  (milliseconds: number): SmallRelayOptions['answer'] =>
  (frame, send) => {
    if (frame.type === 'prompt' && frame.voicePrompt === 'Talk') {
      send({ type: 'text', token: 'word '.repeat(40), last: false });
    }
    if (frame.type !== 'interrupt' || milliseconds === Number.POSITIVE_INFINITY) return;
    setTimeout(() => send({ type: 'text', token: '', last: true }), milliseconds);
  };

test(
  'an interrupted answer may be closed until the limit, also when the caller has said it all before',
  async () => {
    const steps = [{ say: 'Talk' }, { say: 'Stop', interruptAtWord: 2 }, { silence: 0.5 }];
    const { faults, interrupts } = await against(closesAfter(250), steps, { limits: { interrupt: 2000 } });
    expect(faults).toEqual([]);
    expect(interrupts).toMatchObject([{ lastTokenMs: expect.any(Number) }]);
  },
  TIME,
);

test(
  'who hangs up before the limit has not waited in vain for the end of an answer',
  async () => {
    const steps = [{ say: 'Talk' }, { say: 'Stop', interruptAtWord: 2 }];
    const never = closesAfter(Number.POSITIVE_INFINITY);
    const { faults, interrupts } = await against(never, steps, { limits: { interrupt: 2000 } });
    expect(faults).toEqual([]);
    expect(interrupts).toMatchObject([{ lastTokenMs: null }]);
  },
  TIME,
);

test(
  'an answer that was lost with its socket need not be closed, and what comes over the next one is no word of it',
  async () => {
    const answer: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type !== 'prompt') return;
      const isTalk = frame.voicePrompt === 'Talk';
      send({ type: 'text', token: isTalk ? 'word '.repeat(40) : `You said ${frame.voicePrompt}`, last: !isTalk });
    };
    const steps = [
      { say: 'Talk' },
      { expect: { text: 'word word' } },
      { drop: true },
      { say: 'Stop', interruptAtWord: 4 },
      { expect: { text: 'you said stop' } },
    ];
    const more = { settings: { applicationReconnect: true }, limits: { interrupt: 100 } };
    const { faults, interrupts } = await against(answer, steps, more);
    expect(faults).toEqual([]);
    expect(interrupts).toEqual([{ heard: 'word word word word', waitedMs: 0, tokensInFlight: 0, tokensAfterAbort: 0 }]);
  },
  TIME,
);

test(
  'an answer after a lost socket is timed from when the question has reached the application',
  async () => {
    const echo: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type === 'prompt') send({ type: 'text', token: `You said ${frame.voicePrompt}`, last: true });
    };
    // Twilio is back after half a second; the question waits for longer than the limit.
    const steps = [{ drop: true }, { silence: 0.05 }, { say: 'hello' }, { expect: { text: 'you said hello' } }];
    const more = { settings: { applicationReconnect: true }, limits: { firstToken: 250 } };
    const { status, faults } = await against(echo, steps, more);
    expect([status, faults]).toEqual([0, []]);
  },
  TIME,
);

test(
  'what the settings keep from the application is not passed over in silence',
  async () => {
    const steps = [{ say: 'Hello', partials: true }, { digit: '1' }];
    const { status, faults } = await against(undefined, steps);
    expect(faults).toEqual([
      'step 1 {"say":"Hello","partials":true}: partials are sent with the setting partialPrompts=true',
      'step 2 {"digit":"1"}: keys are told of with the setting dtmfDetection=true',
    ]);
    expect(status).toBe(1);
  },
  TIME,
);

test(
  'a long script speaks sentence after sentence without a warning',
  async () => {
    small = await startSmallRelay();
    const steps = Array.from({ length: 12 }, (_, index) => ({ say: `Sentence ${index}` }));
    const { status, stderr } = await simulate('--url', small.url, '--wpm', '6000', '--script', script({ steps }));
    expect(stderr).toBe('');
    expect(status).toBe(0);
  },
  TIME,
);

/** relay-sim with a terminal of its own. */
class Live {
  printed = '';
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;

  constructor(url: string, ...args: string[]) {
    const command = ['--require', require.resolve('tsx/cjs'), 'tools/relay-sim.ts', '--url', url, ...args];
    this.#child = spawn(process.execPath, command, { cwd: PROJECT_FOLDER, stdio: ['pipe', 'pipe', 'inherit'] });
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  async prints(text: string): Promise<void> {
    while (!this.printed.includes(text)) this.printed += String((await once(this.#child.stdout, 'data'))[0]);
  }

  types(...lines: string[]): void {
    for (const line of lines) this.#child.stdin.write(`${line}\n`);
  }

  hangUp(): void {
    this.#child.stdin.end();
  }
}

test(
  'without a script, what is typed is said, keys are pressed, and the end of the input hangs up',
  async () => {
    const answer: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type === 'prompt') send({ type: 'text', token: `You said ${frame.voicePrompt}`, last: true });
      if (frame.type === 'dtmf') send({ type: 'text', token: `Key ${frame.digit}`, last: true });
    };
    small = await startSmallRelay({ answer });
    const live = new Live(small.url, '--wpm', '6000', '--set', 'dtmfDetection=true');
    await small.next('setup');
    live.types('Good morning');
    await live.prints('bot     You said Good morning\n');
    live.types('/5', '/what');
    await live.prints('bot     Key 5\n');
    live.hangUp();
    await live.prints('\nok\n');
    expect(live.printed).toMatch(/^caller {2}Good morning\nbot {5}You said Good morning\ncaller {2}key 5\n/);
    expect(live.printed).toContain('everything else is said.');
    expect(live.printed).toContain('(session completed)');
    expect(await live.ended).toBe(0);
  },
  TIME,
);

test(
  'in the terminal, too: an interruption at a word, partial prompts, silence, and a lost socket with what was said meanwhile',
  async () => {
    small = await startSmallRelay({ answer: talkative() });
    const settings = ['partialPrompts=true', 'applicationReconnect=true'].flatMap((each) => ['--set', each]);
    const live = new Live(small.url, '--wpm', '1200', ...settings);
    await small.next('setup');
    live.types(
      'One',
      '{ "say": "Two", "interruptAtWord": 3 }',
      '/wait 0.3',
      '{ "say": "and so on", "partials": true }',
      '/drop',
      'Three',
      '{ "say": "wrong" , "loud": 1 }',
    );
    await live.prints('(is no step: ');
    await live.prints('(connected again)');
    await live.prints('Three-30\n');
    live.hangUp();
    await live.prints('\nok\n');
    expect(
      small.frames.map((frame) => (frame.type === 'prompt' ? `${frame.voicePrompt} ${frame.last}` : frame.type)),
    ).toEqual([
      'setup',
      'One true',
      'interrupt',
      'Two true',
      'interrupt',
      'and false',
      'and so false',
      'and so on true',
      'setup',
      'Three true',
    ]);
    expect(live.printed).toMatch(/\nbot {5}One-1 One-2 One-3 –\ncaller {2}Two\n/);
    expect(live.printed).toMatch(
      /ms {2}interrupt → last: true {2}"One-1 One-2 One-3", \d tokens in flight, 0 after the abort/,
    );
    expect(await live.ended).toBe(0);
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
    [
      ['--url', 'ws://127.0.0.1:9', '--set', 'dtmfdetection=true'],
      'settings: dtmfdetection is no attribute of <ConversationRelay>; dtmfDetection is',
    ],
    [['--url', 'ws://127.0.0.1:9', '--set', 'nonsense=1'], 'nonsense is no attribute of <ConversationRelay>'],
    [['--url', 'ws://127.0.0.1:9', '--script', 'no-such.json'], '--script no-such.json cannot be read'],
    [['--url', 'ws://no-such-host.invalid/relay'], 'There is no host no-such-host.invalid.'],
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

  test.each([
    [403, 'Give --auth-token: the upgrade is not signed without it.'],
    [404, 'is the path right?'],
    [503, 'the server takes no calls now.'],
    [426, 'is there a WebSocket server at this address?'],
  ])(
    'an upgrade that is refused with %i says what it may be',
    async (refuseWith, hint) => {
      small = await startSmallRelay({ refuseWith });
      const { status, stderr } = await simulate('--url', small.url);
      expect(stderr).toMatch(new RegExp(`answered the upgrade with ${refuseWith}[.:] `));
      expect(stderr).toContain(hint);
      expect(status).toBe(1);
    },
    TIME,
  );

  test(
    'a server that has no TLS is not asked for it',
    async () => {
      small = await startSmallRelay();
      const { status, stderr } = await simulate('--url', small.url.replace('ws:', 'wss:'));
      expect(stderr).toContain('speaks no TLS: is the address ws:// instead of wss://?');
      expect(status).toBe(1);
    },
    TIME,
  );

  test(
    'a flag that there is not, with the usage and status 2',
    async () => {
      const { status, stderr } = await simulate('--uri', 'ws://127.0.0.1:9');
      expect(stderr).toMatch(/^Unknown option '--uri'/);
      expect(stderr).toContain('npm run relay-sim -- --url URL [--script FILE]');
      expect(status).toBe(2);
    },
    TIME,
  );
});
