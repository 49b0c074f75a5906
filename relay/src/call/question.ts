import type { Clock } from '../clock';
import { type Model, ModelError, type ModelMessage, type ToolCall, type ToolDescription } from '../model/model';
import type { RelaySettings } from '../settings';
import type { CallLimits } from './call-limits';
import type { History } from './history';
import type { Line } from './line';
import type { Speech } from './speech';

export interface QuestionRoom {
  model: Model;
  toolDescriptions: readonly ToolDescription[];
  instructions(): string;
  line: Line;
  speech: Speech;
  history: History;
  limits: CallLimits;
  clock: Clock;
  settings: Pick<RelaySettings, 'maxAnswerTokens' | 'modelRetries' | 'modelRetryMs'>;
}

/** After that, another attempt would cost the caller more patience than an apology does. */
const RETRY_WITHIN_MS = 2_000;
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 409, 425, 429]);
/** Where the model does not tell how many tokens it took. */
const CHARACTERS_PER_TOKEN = 4;

/** Asks the model, and passes its words on as they come. */
export class Question {
  readonly #room: QuestionRoom;

  constructor(room: QuestionRoom) {
    this.#room = room;
  }

  /**
   * @param signal ends the request; nothing is said afterwards
   * @returns the tools that the model calls
   * @throws ModelError when the model failed, after the first token or more than once before it
   */
  async ask(signal: AbortSignal): Promise<ToolCall[]> {
    const { clock, settings } = this.#room;
    const askedAt = clock.now();
    for (let attempt = 0; ; attempt += 1) {
      const answer = { characters: 0, calls: [] as ToolCall[] };
      try {
        await this.#listen(signal, answer);
        return answer.calls;
      } catch (error) {
        const hasBegun = answer.characters > 0 || answer.calls.length > 0;
        const isInTime = attempt < settings.modelRetries && clock.now() - askedAt < RETRY_WITHIN_MS;
        if (signal.aborted || hasBegun || !isInTime || !mayPass(error)) throw error;
      }
      await new Promise<void>((resolve) => clock.after(settings.modelRetryMs, resolve));
      if (signal.aborted) return [];
    }
  }

  async #listen(signal: AbortSignal, answer: { characters: number; calls: ToolCall[] }): Promise<void> {
    const { model, toolDescriptions, instructions, line, speech, history, limits, settings } = this.#room;
    const messages: ModelMessage[] = [{ role: 'system', content: instructions() }, ...history.messages];
    let tokens: number | undefined;
    let isDone = false;
    try {
      const request = { messages, tools: toolDescriptions, maxTokens: settings.maxAnswerTokens, signal };
      for await (const event of model.stream(request)) {
        if (signal.aborted) return;
        if (event.kind === 'text') {
          answer.characters += event.text.length;
          speech.say(event.text);
          if (line.pressure) await line.pressure;
        } else if (event.kind === 'toolCall') answer.calls.push(event.call);
        else {
          isDone = true;
          tokens = event.usage && event.usage.promptTokens + event.usage.completionTokens;
        }
      }
    } finally {
      if (isDone || signal.aborted || answer.characters > 0)
        limits.addTokens(tokens ?? Math.ceil((lengthOf(messages) + answer.characters) / CHARACTERS_PER_TOKEN));
    }
    if (isDone || signal.aborted || answer.characters > 0 || answer.calls.length > 0) return;
    throw new ModelError('The answer ended before it began.', true);
  }
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof ModelError) || !error.beforeFirstToken) return false;
  return error.status === undefined || error.status >= 500 || PASSING_STATUSES.has(error.status);
}

const lengthOf = (messages: readonly ModelMessage[]): number =>
  messages.reduce((sum, { content }) => sum + content.length, 0);
