import { Call } from '../call/call';
import type { CallHouse } from '../call/call-house';
import type { ModelMessage } from '../model/model';
import type { Incoming, Outgoing, Setup } from '../protocol/frames';
import { DEFAULT_SETTINGS, type RelaySettings } from '../settings';
import type { SavedCall } from '../store/call-store';
import { type MemoryStore, memoryStore } from '../store/memory-store';
import type { Tool } from '../tools/tool';
import { FakeLine } from './fake-line';
import { type FakeAnswer, FakeModel } from './fake-model';
import { allDone, TestClock } from './test-clock';

export const CALL_SID = 'CA0123456789abcdef0123456789abcdef';

export interface TestCallOptions {
  settings?: Partial<RelaySettings>;
  parameters?: Record<string, string>;
  tools?: Tool[];
  store?: MemoryStore;
  clock?: TestClock;
  saved?: SavedCall;
  isReturn?: boolean;
  onAsked?: (answer: FakeAnswer, index: number) => void;
}

/** A call without a socket, whose model, time and caller are the test's. */
export class TestCall {
  readonly line = new FakeLine();
  readonly model: FakeModel;
  readonly clock: TestClock;
  readonly store: MemoryStore;
  readonly logged: string[] = [];
  readonly call: Call;

  constructor(options: TestCallOptions = {}) {
    this.clock = options.clock ?? new TestClock();
    this.store = options.store ?? memoryStore({ now: () => this.clock.now() });
    this.model = new FakeModel(options.onAsked);
    const house: CallHouse = {
      model: this.model,
      tools: options.tools ?? [],
      toolDescriptions: [],
      store: this.store,
      settings: { ...DEFAULT_SETTINGS, ...options.settings },
      clock: this.clock,
      log: (...line) => {
        this.logged.push(JSON.stringify(line));
      },
    };
    const setup: Setup = {
      type: 'setup',
      sessionId: 'VX1',
      callSid: CALL_SID,
      accountSid: '',
      from: '+15005550001',
      to: '+15005550006',
      direction: 'inbound',
      customParameters: options.parameters ?? {},
    };
    this.call = new Call(house, setup, this.line, options.saved, options.isReturn);
  }

  async receive(...frames: Incoming[]): Promise<void> {
    for (const frame of frames) this.call.receive(frame);
    await allDone();
  }

  async say(voicePrompt: string, lang = 'en-US'): Promise<void> {
    await this.receive({ type: 'prompt', voicePrompt, lang, last: true });
  }

  async interrupt(utteranceUntilInterrupt: string, durationUntilInterruptMs = 0): Promise<void> {
    await this.receive({ type: 'interrupt', utteranceUntilInterrupt, durationUntilInterruptMs });
  }

  async press(...digits: string[]): Promise<void> {
    await this.receive(...digits.map((digit): Incoming => ({ type: 'dtmf', digit })));
  }

  async info(name: string, value: unknown): Promise<void> {
    await this.receive({ type: 'info', name, value });
  }

  /** What the model is told at its next question; answers it with these words. */
  async answer(...texts: string[]): Promise<readonly ModelMessage[]> {
    const answer = await this.model.asked();
    answer.say(...texts).done();
    await allDone();
    return answer.request.messages.slice(1);
  }

  async saved(): Promise<SavedCall> {
    const saved = await this.store.load(CALL_SID);
    if (!saved) throw new Error('Nothing was saved.');
    return saved;
  }

  /** `who: text` */
  get transcript(): string[] {
    return this.store.transcript(CALL_SID).map(({ who, text }) => `${who}: ${text}`);
  }

  /** The note of the `end` frame. */
  note(frames: Outgoing[] = this.line.frames): Record<string, unknown> | undefined {
    const end = frames.find((frame) => frame.type === 'end');
    return end?.type === 'end' && end.handoffData ? JSON.parse(end.handoffData) : undefined;
  }
}
