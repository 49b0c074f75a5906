import { once } from 'node:events';
import { Clock } from '../local-twilio/src/account/clock';
import type { RelayLine, Reported } from '../local-twilio/src/voice/conversation-relay/relay-line';
import type { ModelMessage } from '../relay/src/model/model';
import { type Relay, startRelay } from '../relay/src/server';
import { type MemoryStore, memoryStore } from '../relay/src/store/memory-store';
import { eventually } from './testing/account';
import { type Asked, askedIn, keysOf, numberedModel, question, turnOf } from './testing/numbered-model';
import { Random } from './testing/random';
import { AUTH_TOKEN, type CallOptions, call, newCallSid, SECRET } from './testing/relay-call';

/** RELAY_FUZZ_SEED=… plays a run again. */
const SEED = Number(process.env.RELAY_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 32));
const CALLS = 20;
const TURNS = 60;
const TIME = 60_000;

let relay: Relay;
let store: MemoryStore;
let asked: Asked[];

beforeAll(async () => {
  const numbered = numberedModel(new Random(SEED));
  asked = numbered.asked;
  store = memoryStore();
  relay = await startRelay({
    port: 0,
    authToken: AUTH_TOKEN,
    secret: SECRET,
    model: numbered.model,
    tools: [],
    store,
    settings: { maxTokens: Number.POSITIVE_INFINITY, silenceMs: 0, keypadMs: 100 },
  });
});

afterAll(() => relay.stop());

interface Turn {
  /** As the model is to have it, and as the transcript is. */
  said: string;
  written: string;
  heard: string;
  /** No more of it will be heard. */
  isOver: boolean;
  /** The turn before which the application was told of an interruption: until then more of it could have been heard. */
  cutAt: number;
  /** The socket was lost meanwhile: what was under way then is known to nobody. */
  isLost: boolean;
}

interface Chances {
  losses: number;
  hurries: number;
}

/** A caller who does what chance wants, and knows what of it has to be in the model's memory. */
class ErraticCaller {
  readonly turns: Turn[] = [];
  readonly faults: string[] = [];
  interrupts = 0;
  /** Tokens of turns up to this one may not come any more. */
  #abortedTurn = 0;
  /** Word of the current answer at which the caller says the next thing. */
  #interruptAt = 0;
  #words = 0;
  /** Keys without an end: further ones would belong to them. */
  #isTyping = false;
  #goOn: () => void = () => undefined;

  constructor(
    readonly name: string,
    readonly callSid: string,
    readonly line: RelayLine,
    readonly random: Random,
  ) {
    line.on('spoke', ({ token }) => this.#onWord(token));
    line.on('turn', ({ heard, whole }) => this.#onTurn(heard, whole));
    line.on('received', (frame) => {
      if (frame.type !== 'text' || frame.token.trim() === '') return;
      if (turnOf(frame.token) <= this.#abortedTurn) this.faults.push(`after the abort: ${JSON.stringify(frame)}`);
    });
    line.on('invalid', ({ message, fault }) => this.faults.push(`${fault}: ${message}`));
    line.on('ended', (end) => {
      if (end.sessionStatus !== 'completed') this.faults.push(JSON.stringify(end));
      this.#goOn();
    });
  }

  /** @param losses how likely the socket is lost in a turn, and `hurries` that the caller does not wait for an answer */
  async live(turns: number, { losses, hurries }: Chances): Promise<void> {
    await once(this.line, 'connected');
    while (this.turns.length < turns && this.faults.length === 0) {
      const goesOn = new Promise<void>((resolve) => {
        this.#goOn = resolve;
      });
      this.#interruptAt = this.random.chance(0.5) ? this.random.whole(1, 12) : 0;
      this.#say();
      if (this.random.chance(losses)) await this.#losesTheSocket();
      else if (this.random.chance(hurries)) await this.#moment();
      else await goesOn;
    }
    // How far the application thinks that these were heard is not known, and no matter.
    for (const turn of this.#end(this.turns.length)) turn.cutAt = Number.POSITIVE_INFINITY;
    this.line.hangUp();
  }

  #say(): void {
    const turn = this.turns.length + 1;
    this.#words = 0;
    const reported = turn > 1 && !this.#isTyping && this.random.chance(0.2) ? this.#type(turn) : this.#ask(turn);
    if (reported !== 'interrupted') return;
    this.interrupts += 1;
    for (const cut of this.#end(turn - 1)) cut.cutAt = turn;
    // All that was sent before the interrupt was taken in has come by then.
    this.line.once('settled', () => {
      this.#abortedTurn = turn - 1;
    });
  }

  #ask(turn: number): Reported {
    this.#isTyping = false;
    const said = question(this.name, turn);
    this.turns.push({ said, written: said, heard: '', isOver: false, cutAt: 0, isLost: false });
    return this.line.say(said, { partials: this.random.chance(0.3) });
  }

  /** Without `#` what was typed is complete when the next thing is said, or after a while. */
  #type(turn: number): Reported {
    const keys = keysOf(turn);
    const said = `The caller typed on the telephone: ${keys}`;
    this.turns.push({ said, written: `[${keys.length} keys]`, heard: '', isOver: false, cutAt: 0, isLost: false });
    this.#isTyping = this.random.chance(0.3);
    const [first = 'unreported'] = [...keys, ...(this.#isTyping ? [] : ['#'])].map((key) => this.line.digit(key));
    return first;
  }

  #onWord(token: string): void {
    if (turnOf(token) !== this.turns.length || this.#interruptAt === 0) return;
    this.#words += 1;
    if (this.#words !== this.#interruptAt) return;
    this.#interruptAt = 0;
    this.#say();
  }

  #onTurn(heard: string, whole: boolean): void {
    const number = turnOf(heard);
    const turn = this.turns[number - 1];
    if (turn) turn.heard = heard;
    if (whole) this.#end(number);
    if (whole && number === this.turns.length) this.#goOn();
  }

  /** Nothing more is heard of this turn and those before it. @returns those of which that is new */
  #end(number: number): Turn[] {
    const ended = this.turns.slice(0, number).filter(({ isOver }) => !isOver);
    for (const turn of ended) turn.isOver = true;
    return ended;
  }

  async #losesTheSocket(): Promise<void> {
    await this.#moment();
    this.#interruptAt = 0;
    // The news of the last interruption may be lost with it.
    for (const turn of this.turns) turn.isLost ||= !turn.isOver || turn.cutAt === this.turns.length;
    const back = once(this.line, 'connected');
    this.line.dropSocket();
    await once(this.line, 'reconnecting');
    if (this.random.chance(0.5)) this.#say();
    await back;
  }

  #moment(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.random.whole(0, 4)));
  }
}

/** What the model has to know when it is asked for this turn. */
function memoryAt(turns: readonly Turn[], turn: number): string[] {
  return turns.slice(0, turn).flatMap(({ said, heard, cutAt, isLost }, index) => {
    if (isLost) return [];
    const isAnswered = index < turn - 1 && heard !== '' && cutAt <= turn;
    return isAnswered ? [`user: ${said}`, `assistant: ${heard}`] : [`user: ${said}`];
  });
}

function differences({ name, turns }: ErraticCaller): string[] {
  const isKnownAt =
    (asking: number) =>
    ({ role, content }: ModelMessage) => {
      const turn = turns[(role === 'user' ? askedIn(content) : turnOf(content)) - 1];
      return turn && !turn.isLost && (role === 'user' || turn.cutAt <= asking);
    };
  return asked
    .filter((request) => request.call === name)
    .flatMap(({ turn, messages }) => {
      const is = messages.filter(isKnownAt(turn)).map(({ role, content }) => `${role}: ${content}`);
      const wanted = memoryAt(turns, turn);
      const at = Array.from({ length: Math.max(is.length, wanted.length) }).findIndex(
        (_, index) => is[index] !== wanted[index],
      );
      return at < 0 ? [] : [`${name}, turn ${turn}: the model has ${is[at]}; what was heard: ${wanted[at]}`];
    });
}

/** The transcript has to be what was said and heard, but for what was being said at the end. */
function misreported({ name, callSid, turns }: ErraticCaller): string[] {
  const isSure = (turn: Turn | undefined) => turn !== undefined && Number.isFinite(turn.cutAt);
  const wanted = turns.flatMap((turn) => {
    const caller = `caller: ${turn.written}`;
    return turn.heard !== '' && isSure(turn) ? [caller, `bot: ${turn.heard}`] : [caller];
  });
  const is = store
    .transcript(callSid)
    .filter(({ who, text }) => who === 'caller' || isSure(turns[turnOf(text) - 1]))
    .map(({ who, text }) => `${who}: ${text}`);
  const at = Array.from({ length: Math.max(is.length, wanted.length) }).findIndex((_, i) => is[i] !== wanted[i]);
  return at < 0 ? [] : [`${name}: the transcript has ${is[at]}; it was ${wanted[at]}`];
}

async function callersOf(chances: Chances, options: (random: Random) => CallOptions): Promise<ErraticCaller[]> {
  const random = new Random(SEED);
  const all = Array.from({ length: CALLS }, (_, index) => {
    const own = new Random(random.whole(0, 2 ** 31));
    const callSid = newCallSid();
    return new ErraticCaller(`c${index}`, callSid, call(relay.url, { callSid, ...options(own) }), own);
  });
  await Promise.all(all.map((caller) => caller.live(TURNS, chances)));
  await eventually('all sessions are closed', () => relay.activeCalls === 0);
  return all;
}

describe(`calls of chance (RELAY_FUZZ_SEED=${SEED})`, () => {
  beforeEach(() => {
    asked.length = 0;
  });

  test(
    'the model is asked with exactly what was said and heard, every frame is valid, and no token comes after an abort',
    async () => {
      const all = await callersOf({ losses: 0, hurries: 0.1 }, () => ({
        settings: { partialPrompts: true, dtmfDetection: true },
      }));
      expect(all.flatMap(({ faults }) => faults)).toEqual([]);
      expect(all.flatMap(differences)).toEqual([]);
      expect(all.flatMap(misreported)).toEqual([]);
      expect(asked.length).toBeGreaterThan(CALLS * TURNS * 0.8);
      expect(all.reduce((sum, { interrupts }) => sum + interrupts, 0)).toBeGreaterThan(CALLS * 5);
    },
    TIME,
  );

  test(
    'so it is where words take their time and Twilio tells what it has played',
    async () => {
      const settings = { partialPrompts: true, dtmfDetection: true, tokensPlayed: true, speakerEvents: true } as const;
      const all = await callersOf({ losses: 0, hurries: 0.3 }, (random) => ({
        settings,
        // Twilio may tell of an interrupt in either way.
        assumptions: { relayTellsTokensAtInterrupt: random.chance(0.5), relayDurationIsText: random.chance(0.5) },
        speech: { clock: new Clock(), wordsPerMinute: random.whole(20_000, 120_000) },
      }));
      expect(all.flatMap(({ faults }) => faults)).toEqual([]);
      expect(all.flatMap(differences)).toEqual([]);
      expect(all.flatMap(misreported)).toEqual([]);
    },
    TIME,
  );

  test(
    'no call is lost with its socket, and what was said while it was away is answered',
    async () => {
      const speech = { clock: new Clock(100), wordsPerMinute: 0 };
      const all = await callersOf({ losses: 0.1, hurries: 0.1 }, () => ({
        settings: { dtmfDetection: true },
        applicationReconnect: true,
        speech,
      }));
      expect(all.flatMap(({ faults }) => faults)).toEqual([]);
      expect(all.flatMap(differences)).toEqual([]);
      expect(all.every(({ turns }) => turns.length >= TURNS)).toBe(true);
    },
    TIME,
  );
});
