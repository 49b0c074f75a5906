import { once } from 'node:events';
import twilio from 'twilio';
import { Clock } from '../../account/clock';
import type { ApplicationFrame } from './application-frame';
import { connectRelay, type RelayEnd, type RelayLine, type RelayLineOptions } from './relay-line';
import { type SmallRelay, type SmallRelayOptions, startSmallRelay } from './testing/small-relay';

const CALL = { callSid: `CA${'1'.repeat(32)}`, from: '+15005550100', to: '+15005550006' };
/** A word takes a second. */
const WORDS_PER_MINUTE = 60;

/** Goes on by hand alone. */
class HandClock extends Clock {
  #now = Date.parse('2026-11-20T12:00:00Z');

  override now(): number {
    return this.#now;
  }

  override advance(milliseconds: number): void {
    for (let second = 0; second < milliseconds; second += 100) {
      this.#now += 100;
      super.advance(0);
    }
  }
}

let relay: SmallRelay;
let clock: HandClock;
let line: RelayLine;
let ended: RelayEnd[];

async function start(options: Partial<RelayLineOptions> = {}, relayOptions: SmallRelayOptions = {}) {
  relay = await startSmallRelay(relayOptions);
  clock = new HandClock();
  ended = [];
  const { url } = relay;
  line = connectRelay({ url, setup: CALL, speech: { clock, wordsPerMinute: WORDS_PER_MINUTE }, ...options });
  line.on('ended', (end) => ended.push(end));
}

const connected = () => once(line, 'connected');

/** Afterwards all of it is taken in, and what Twilio has sent until then has arrived: the answer to a fault comes last. */
async function sends(...frames: ApplicationFrame[]) {
  relay.send(...frames, 'the last one');
  await relay.next('error');
  relay.frames.pop();
}

afterEach(async () => {
  line.hangUp();
  clock.stop();
  await relay.stop();
});

describe('connecting', () => {
  test('the upgrade carries the signature that Twilio’s own library accepts for the address in the TwiML', async () => {
    await start({ authToken: 'secret', signedUrl: 'wss://relay.example.com/relay' });
    await connected();
    const [signature = ''] = relay.signatures;
    expect(twilio.validateRequest('secret', signature, 'wss://relay.example.com/relay', {})).toBe(true);
    expect(twilio.validateRequest('secret', signature, 'wss://relay.example.com/', {})).toBe(false);
  });

  test('setup comes first, with all of its fields', async () => {
    await start({ customParameters: { pass: 'p' } });
    const { sessionId, ...setup } = await relay.next('setup');
    expect(sessionId).toMatch(/^VX[0-9a-f]{32}$/);
    expect(setup).toEqual({
      type: 'setup',
      ...CALL,
      accountSid: `AC${'0'.repeat(32)}`,
      parentCallSid: '',
      forwardedFrom: '',
      callType: 'PSTN',
      callerName: '',
      direction: 'inbound',
      callStatus: 'IN_PROGRESS',
      customParameters: { pass: 'p' },
    });
    expect(relay.signatures).toEqual([undefined]);
  });

  test('a refused upgrade ends the session with 64102, once', async () => {
    await start({}, { refuseWith: 403 });
    await once(line, 'ended');
    expect(ended).toEqual([
      {
        sessionStatus: 'failed',
        errorCode: 64102,
        errorMessage: 'Cannot connect: the upgrade was answered with status 403',
        sessionId: line.sessionId,
        durationSeconds: 0,
      },
    ]);
  });

  test('so does an address where nobody listens', async () => {
    await start({ url: 'ws://127.0.0.1:9/relay' });
    const [end] = await once(line, 'ended');
    expect(end).toMatchObject({ errorCode: 64102, errorMessage: 'Cannot connect: ECONNREFUSED' });
  });
});

describe('playing', () => {
  test('words are heard at their pace, however the tokens are cut, and the turn is whole when the last was heard', async () => {
    await start();
    await connected();
    const heard: string[] = [];
    const turns: unknown[] = [];
    line.on('spoke', ({ text }) => heard.push(text));
    line.on('turn', (turn) => turns.push(turn));
    await sends({ type: 'text', token: 'Hel' }, { type: 'text', token: 'lo the' });
    clock.advance(5000);
    expect(heard).toEqual(['Hello']);
    await sends({ type: 'text', token: 're, ' }, { type: 'text', token: 'Ada', last: true });
    clock.advance(900);
    expect(heard).toEqual(['Hello']);
    clock.advance(100);
    expect(heard).toEqual(['Hello', 'Hello there,']);
    expect(turns).toEqual([]);
    clock.advance(1000);
    expect(heard).toEqual(['Hello', 'Hello there,', 'Hello there, Ada']);
    expect(turns).toEqual([{ text: 'Hello there, Ada', heard: 'Hello there, Ada', whole: true, isGreeting: false }]);
  });

  test('at zero words a minute everything is heard as it comes', async () => {
    await start({ speech: { clock: new Clock(), wordsPerMinute: 0 } });
    await connected();
    const turned = once(line, 'turn');
    relay.send({ type: 'text', token: 'One two', last: true });
    expect(await turned).toEqual([{ text: 'One two', heard: 'One two', whole: true, isGreeting: false }]);
  });

  test('a text that is written without spaces is heard character by character', async () => {
    await start();
    await connected();
    const heard: string[] = [];
    line.on('spoke', ({ text }) => heard.push(text));
    await sends({ type: 'text', token: 'こん にちは', last: true });
    clock.advance(3000);
    expect(heard).toEqual(['こ', 'こん', 'こん に']);
  });

  test('Twilio says the greeting itself, before what the application sends', async () => {
    await start({ settings: { welcomeGreeting: 'Welcome home' } });
    await connected();
    const heard: unknown[] = [];
    line.on('spoke', ({ token, isGreeting }) => heard.push([token, isGreeting]));
    await sends({ type: 'text', token: 'Hello', last: true });
    clock.advance(3000);
    expect(heard).toEqual([
      ['Welcome', true],
      ['home', true],
      ['Hello', false],
    ]);
    expect(relay.frames.map(({ type }) => type)).toEqual(['setup']);
  });

  test('words that may be cut off by the next ones are', async () => {
    await start();
    await connected();
    const turns: unknown[] = [];
    line.on('turn', ({ heard, whole }) => turns.push([heard, whole]));
    await sends({ type: 'text', token: 'Please wait a moment ', preemptible: true });
    clock.advance(2000);
    await sends({ type: 'text', token: 'Here it is', last: true });
    clock.advance(3000);
    expect(turns).toEqual([
      ['Please wait', false],
      ['Here it is', true],
    ]);
  });

  test('media, keys and languages are passed on', async () => {
    await start();
    await connected();
    const seen: unknown[] = [];
    line.on('play', (frame) => seen.push(frame));
    line.on('language', (language) => seen.push(language));
    line.on('spoke', ({ lang }) => seen.push(lang));
    const play: ApplicationFrame = { type: 'play', source: 'https://example.com/hold.mp3', loop: 2 };
    await sends(play, { type: 'language', ttsLanguage: 'de-DE', transcriptionLanguage: 'de-DE' });
    await sends({ type: 'text', token: 'Hallo', last: true });
    clock.advance(4000);
    expect(seen).toEqual([play, { ttsLanguage: 'de-DE', transcriptionLanguage: 'de-DE' }]);
    clock.advance(1000);
    expect(seen.at(-1)).toBe('de-DE');
    line.say('Guten Tag');
    expect(await relay.next('prompt')).toEqual({ type: 'prompt', voicePrompt: 'Guten Tag', lang: 'de-DE', last: true });
  });

  test('the application is told who speaks and what was played when it has asked for it, and not otherwise', async () => {
    await start({ settings: { speakerEvents: true, tokensPlayed: true } });
    await connected();
    await sends({ type: 'text', token: 'Well, hello there', last: true });
    clock.advance(3000);
    line.say('Hi');
    await relay.next('prompt');
    const told = relay.frames.flatMap((frame) => (frame.type === 'info' ? [[frame.name, frame.value]] : []));
    expect(told).toEqual([
      ['agentSpeaking', 'on'],
      ['tokensPlayed', 'Well,'],
      ['tokensPlayed', 'hello there'],
      ['agentSpeaking', 'off'],
      ['clientSpeaking', 'on'],
      ['clientSpeaking', 'off'],
    ]);
  });
});

describe('the caller', () => {
  const SPOKEN: ApplicationFrame = { type: 'text', token: 'Life is a complex set of things', last: true };

  test('cuts the words off where they have come to', async () => {
    await start();
    await connected();
    await sends(SPOKEN);
    clock.advance(3500);
    const turn = once(line, 'turn');
    expect(line.say('Stop')).toBe('interrupted');
    expect(await relay.next('interrupt')).toEqual({
      type: 'interrupt',
      utteranceUntilInterrupt: 'Life is a',
      durationUntilInterruptMs: 3500,
    });
    expect(await relay.next('prompt')).toEqual({ type: 'prompt', voicePrompt: 'Stop', lang: 'en-US', last: true });
    expect(await turn).toMatchObject([{ heard: 'Life is a', whole: false }]);
    expect(line.isSpeaking).toBe(false);
  });

  test('hears nothing of the tokens that were under way, and everything of those after them', async () => {
    let interrupted = false;
    const answer: SmallRelayOptions['answer'] = (frame, send) => {
      if (frame.type === 'interrupt') interrupted = true;
      if (frame.type === 'prompt') send({ type: 'text', token: 'Gladly', last: true });
    };
    await start({}, { answer });
    await connected();
    await sends({ type: 'text', token: 'Life is ' });
    clock.advance(1000);
    const discarded: unknown[] = [];
    line.on('discarded', (frame) => discarded.push(frame));
    relay.send({ type: 'text', token: 'late ' });
    expect(interrupted).toBe(false);
    line.say('Stop');
    await once(line, 'settled');
    await sends();
    const heard = once(line, 'spoke');
    clock.advance(1000);
    expect(discarded).toEqual([{ type: 'text', token: 'late ' }]);
    expect((await heard)[0]).toMatchObject({ text: 'Gladly' });
  });

  test.each([
    ['any', false, 'unreported', 0],
    ['none', undefined, 'unreported', 0],
    ['dtmf', undefined, 'unreported', 0],
    ['speech', undefined, 'interrupted', 1],
    ['any', true, 'interrupted', 1],
  ] as const)(
    'interruptible "%s" and %s on the text: speech is %s',
    async (interruptible, onText, expected, interrupts) => {
      await start({ settings: { interruptible } });
      await connected();
      await sends({ ...SPOKEN, ...(onText === undefined ? {} : { interruptible: onText }) } as ApplicationFrame);
      clock.advance(1000);
      expect(line.say('Stop')).toBe(expected);
      await sends();
      expect(relay.frames.filter(({ type }) => type === 'interrupt')).toHaveLength(interrupts);
      expect(relay.frames.filter(({ type }) => type === 'prompt')).toHaveLength(interrupts);
    },
  );

  test('is heard through words that go on when the settings say so', async () => {
    await start({ settings: { interruptible: 'none', reportInputDuringAgentSpeech: 'speech', dtmfDetection: true } });
    await connected();
    await sends(SPOKEN);
    clock.advance(1000);
    expect(line.say('Stop')).toBe('told');
    expect(line.digit('1')).toBe('unreported');
    expect(line.isSpeaking).toBe(true);
    await sends();
    expect(relay.frames.map(({ type }) => type)).toEqual(['setup', 'prompt']);
  });

  test('a greeting has its own rule', async () => {
    const settings = { welcomeGreeting: 'Welcome to the shop', welcomeGreetingInterruptible: 'none' } as const;
    await start({ settings });
    await connected();
    clock.advance(1000);
    expect(line.say('Stop')).toBe('unreported');
    clock.advance(3000);
    expect(line.say('Stop')).toBe('told');
  });

  test('a key cuts words off, before it is told, and only where keys are detected', async () => {
    await start({ settings: { dtmfDetection: true } });
    await connected();
    await sends(SPOKEN);
    clock.advance(2000);
    expect(line.digit('0')).toBe('interrupted');
    expect(await relay.next('dtmf')).toEqual({ type: 'dtmf', digit: '0' });
    expect(relay.frames.slice(1)).toEqual([
      { type: 'interrupt', utteranceUntilInterrupt: 'Life is', durationUntilInterruptMs: 2000 },
      { type: 'dtmf', digit: '0' },
    ]);
    expect(() => line.digit('x')).toThrow('"x" is no key of a phone');
  });

  test('speaks in their own time, with what was understood so far', async () => {
    const speech = { wordsPerMinute: WORDS_PER_MINUTE, callerWordsPerMinute: WORDS_PER_MINUTE };
    relay = await startSmallRelay();
    clock = new HandClock();
    const settings = { partialPrompts: true };
    line = connectRelay({ url: relay.url, setup: CALL, settings, speech: { ...speech, clock } });
    await connected();
    line.say('I want a person', { partials: true });
    clock.advance(2000);
    await sends();
    const prompts = () =>
      relay.frames.flatMap((frame) => (frame.type === 'prompt' ? [[frame.voicePrompt, frame.last]] : []));
    expect(prompts()).toEqual([
      ['I', false],
      ['I want', false],
    ]);
    clock.advance(2000);
    await sends();
    expect(prompts().slice(2)).toEqual([
      ['I want a', false],
      ['I want a person', true],
    ]);
  });
});

describe('what the application gets wrong', () => {
  test.each([
    ['not JSON', 'is not JSON'],
    [
      '{"type":"error","description":"x"}',
      'type: Invalid type: Expected ("text" | "play" | "sendDigits" | "language" | "end" | "config" | "hints") but received "error"',
    ],
    ['{"type":"text","token":5}', 'token: Invalid type: Expected string but received 5'],
    ['{"type":"text","token":"x","tone":"y"}', 'tone: Invalid key: Expected never but received "tone"'],
    ['{"type":"end","handoffData":{"reason":"x"}}', 'handoffData: must be text: JSON.stringify the object'],
    ['{"type":"play","source":"hold.mp3"}', 'source: is no http or https URL'],
    ['{"type":"sendDigits","digits":"1-2"}', 'digits: may hold 0-9, *, # and w'],
    ['{"type":"language"}', 'needs ttsLanguage or transcriptionLanguage'],
  ])('%s is answered with an error, and the session goes on', async (message, fault) => {
    await start();
    await connected();
    const invalid = once(line, 'invalid');
    relay.send(message);
    expect(await invalid).toEqual([{ message, fault }]);
    expect(await relay.next('error')).toEqual({ type: 'error', description: `Invalid message received: ${message}` });
    await sends();
    expect(ended).toEqual([]);
  });

  test('a binary message is refused', async () => {
    await start();
    await connected();
    const invalid = once(line, 'invalid');
    relay.send(Buffer.from('{"type":"text","token":"x"}'));
    expect(await invalid).toMatchObject([{ fault: 'is binary; messages are text' }]);
  });
});

describe('the end', () => {
  test('the application ends it, with the handoff data as they came; what was still to be said is lost', async () => {
    await start();
    await connected();
    clock.advance(1600);
    const turn = once(line, 'turn');
    relay.send(
      { type: 'text', token: 'I put you through', last: true },
      { type: 'end', handoffData: '{"reason":"x"}' },
    );
    await once(line, 'ended');
    expect(await turn).toMatchObject([{ heard: '', whole: false }]);
    expect(ended).toEqual([
      { sessionStatus: 'ended', handoffData: '{"reason":"x"}', sessionId: line.sessionId, durationSeconds: 2 },
    ]);
  });

  test('if Twilio plays what it has before it ends, the end comes when it was played', async () => {
    await start({ assumptions: { relayEndWaitsForSpeech: true } });
    await connected();
    await sends({ type: 'text', token: 'I put you through', last: true });
    clock.advance(1000);
    await sends({ type: 'end' });
    expect(ended).toEqual([]);
    clock.advance(3000);
    expect(ended).toMatchObject([{ sessionStatus: 'ended' }]);
  });

  test('the caller hangs up', async () => {
    await start();
    await connected();
    line.hangUp();
    line.hangUp();
    expect(ended).toMatchObject([{ sessionStatus: 'completed' }]);
    expect(line.say('Hello?')).toBe('unreported');
  });

  test.each([
    ['the application closes', () => relay.close(1000), 'The WebSocket was lost: closed with 1000'],
    ['the network drops the socket', () => line.dropSocket(), 'The WebSocket was lost: closed with 1006'],
    ['the application is killed', () => relay.drop(), 'The WebSocket was lost: closed with 1006'],
  ])('%s: failed with 64105', async (_what, lose, errorMessage) => {
    await start();
    await relay.next('setup');
    lose();
    await once(line, 'ended');
    expect(ended).toMatchObject([{ sessionStatus: 'failed', errorCode: 64105, errorMessage }]);
  });
});

describe('with applicationReconnect', () => {
  const comesBack = async () => {
    await once(line, 'reconnecting');
    clock.advance(500);
    await connected();
  };

  test('Twilio comes back, sends setup and then what has happened meanwhile', async () => {
    await start({ applicationReconnect: true });
    await relay.next('setup');
    relay.drop();
    await once(line, 'reconnecting');
    line.say('Are you there?');
    clock.advance(500);
    await connected();
    await relay.next('prompt');
    expect(relay.frames.map(({ type }) => type)).toEqual(['setup', 'setup', 'prompt']);
    expect(relay.frames[1]).toEqual(relay.frames[0]);
    expect(ended).toEqual([]);
  });

  test('what was being said is played as far as it has come', async () => {
    await start({ applicationReconnect: true });
    await connected();
    await sends({ type: 'text', token: 'I was say' });
    const turn = once(line, 'turn');
    relay.drop();
    await comesBack();
    clock.advance(3000);
    expect(await turn).toEqual([{ text: 'I was say', heard: 'I was say', whole: true, isGreeting: false }]);
  });

  test('so many events wait, and no more', async () => {
    await start({ applicationReconnect: true });
    await relay.next('setup');
    relay.drop();
    await once(line, 'reconnecting');
    for (let number = 0; number < 510; number += 1) line.say(`${number}`);
    clock.advance(500);
    await connected();
    await sends();
    const prompts = relay.frames.flatMap((frame) => (frame.type === 'prompt' ? [frame.voicePrompt] : []));
    expect(prompts).toEqual(Array.from({ length: 500 }, (_, number) => `${number}`));
  });

  test('other readings: no second setup, the last event again', async () => {
    const assumptions = { relaySetupAfterReconnect: false, relayRepeatedEvents: 1 };
    await start({ applicationReconnect: true, assumptions });
    await connected();
    line.say('One');
    line.say('Two');
    await relay.next('prompt');
    await relay.next('prompt');
    relay.drop();
    await comesBack();
    await relay.next('prompt');
    const told = relay.frames.map((frame) => (frame.type === 'prompt' ? frame.voicePrompt : frame.type));
    expect(told).toEqual(['setup', 'One', 'Two', 'Two']);
  });

  test('it gives up when nobody is there for long', async () => {
    await start({ applicationReconnect: true });
    await relay.next('setup');
    const lost = once(line, 'reconnecting');
    await relay.stop();
    await lost;
    const end = once(line, 'ended');
    clock.advance(6000);
    expect(await end).toMatchObject([{ sessionStatus: 'failed', errorCode: 64105 }]);
    relay = await startSmallRelay();
  });
});

test('other readings of an interrupt: the words since the last clause are told, and the time is text', async () => {
  const assumptions = { relayTellsTokensAtInterrupt: true, relayDurationIsText: true };
  await start({ assumptions, settings: { tokensPlayed: true } });
  await connected();
  await sends({ type: 'text', token: 'Well, life is long', last: true });
  clock.advance(3000);
  line.say('Stop');
  await relay.next('prompt');
  expect(relay.frames.slice(1, 4)).toEqual([
    { type: 'info', name: 'tokensPlayed', value: 'Well,' },
    { type: 'info', name: 'tokensPlayed', value: 'life is' },
    { type: 'interrupt', utteranceUntilInterrupt: 'Well, life is', durationUntilInterruptMs: '3000' },
  ]);
});
