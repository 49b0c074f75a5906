import type { Clock, Timer } from '../clock';
import type { ToolCall } from '../model/model';
import type { RelaySettings } from '../settings';
import type { ToolResult } from '../tools/tool';
import type { CallLimits } from './call-limits';
import type { AssistantMessage, History, ToolMessage } from './history';
import type { Question } from './question';
import type { Speech } from './speech';

/** What a turn needs of its call. */
export interface TurnRoom {
  question: Question;
  /** Never rejects: what went wrong is an answer, too. */
  runTool(call: ToolCall): Promise<ToolResult>;
  /** Says words to a caller who waits for a tool. */
  fill(): void;
  /** A tool has chosen another language. */
  speak(language: string): void;
  speech: Speech;
  history: History;
  limits: CallLimits;
  clock: Clock;
  settings: Pick<RelaySettings, 'fillerAfterMs'>;
}

export type Decision = Extract<ToolResult, { kind: 'handoff' | 'end' }>;

export type TurnOutcome =
  | { kind: 'said' | 'silent' | 'stopped' | 'limit' }
  | { kind: 'failed'; error: unknown }
  /** By a tool; of a turn that was stopped as well: what the tool did is done. */
  | { kind: 'decided'; decision: Decision };

/** One answer: asks the model, passes its words on as they come, runs its tools, and asks again. */
export class Turn {
  readonly #room: TurnRoom;
  readonly #abort = new AbortController();
  #hasSpoken = false;

  constructor(room: TurnRoom) {
    this.#room = room;
  }

  /** Aborts the model's request at once; whatever still comes of it is dropped. Tools that run go on. */
  stop(): void {
    this.#abort.abort();
  }

  async run(): Promise<TurnOutcome> {
    try {
      return await this.#answer();
    } catch (error) {
      return this.#isStopped ? { kind: 'stopped' } : { kind: 'failed', error };
    }
  }

  get #isStopped(): boolean {
    return this.#abort.signal.aborted;
  }

  async #answer(): Promise<TurnOutcome> {
    const { question, history, speech, limits } = this.#room;
    if (history.whole) await this.#bridged(history.whole);
    for (;;) {
      if (this.#isStopped) return { kind: 'stopped' };
      if (limits.isReached) return { kind: 'limit' };
      const calls = await question.ask(this.#abort.signal);
      if (this.#isStopped) return { kind: 'stopped' };
      const message = speech.endPassage();
      this.#hasSpoken ||= message !== undefined;
      const isAllowed = calls.length > 0 && limits.takeToolCalls(calls.length);
      if (!isAllowed && message) history.add(message);
      if (calls.length === 0) return this.#said();
      if (!isAllowed) return { kind: 'limit' };
      const decision = await this.#useTools(message ?? { role: 'assistant', content: '' }, calls);
      if (decision) return { kind: 'decided', decision };
    }
  }

  #said(): TurnOutcome {
    if (!this.#hasSpoken) return { kind: 'silent' };
    this.#room.speech.end();
    return { kind: 'said' };
  }

  async #useTools(message: AssistantMessage, calls: ToolCall[]): Promise<Decision | undefined> {
    const { history, runTool, speak } = this.#room;
    message.toolCalls = calls;
    history.beginTools();
    const results = await this.#bridged(Promise.all(calls.map((call) => runTool(call))));
    history.endTools(
      message,
      calls.map(
        ({ id }, index): ToolMessage => ({
          role: 'tool',
          toolCallId: id,
          content: results[index]?.text || 'Done.',
        }),
      ),
    );
    for (const result of results) if (result.kind === 'language') speak(result.language);
    return results.find((result) => result.kind === 'handoff') ?? results.find((result) => result.kind === 'end');
  }

  /** A caller who hears nothing for a while is told that there is something to wait for, once. */
  async #bridged<Value>(work: Promise<Value>): Promise<Value> {
    const { clock, speech, settings, fill } = this.#room;
    let timer: Timer;
    const watch = (milliseconds: number): void => {
      timer = clock.after(milliseconds, () => {
        if (this.#isStopped) return;
        if (speech.remainingMs > 0) watch(speech.remainingMs + settings.fillerAfterMs);
        else fill();
      });
    };
    watch(settings.fillerAfterMs);
    return work.finally(() => timer.cancel());
  }
}
