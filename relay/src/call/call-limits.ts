import type { RelaySettings } from '../settings';

/** What a call has used up, and what it may. */
export class CallLimits {
  #tokens: number;
  #toolCalls: number;

  constructor(
    readonly settings: Pick<RelaySettings, 'maxTokens' | 'maxToolCalls'>,
    used: { tokens: number; toolCalls: number } = { tokens: 0, toolCalls: 0 },
  ) {
    this.#tokens = used.tokens;
    this.#toolCalls = used.toolCalls;
  }

  get used(): { tokens: number; toolCalls: number } {
    return { tokens: this.#tokens, toolCalls: this.#toolCalls };
  }

  /** The model may not be asked any more. */
  get isReached(): boolean {
    return this.#tokens >= this.settings.maxTokens;
  }

  addTokens(count: number): void {
    this.#tokens += count;
  }

  /** False: they are more than the call has left, and none may run. */
  takeToolCalls(count: number): boolean {
    if (this.#toolCalls + count > this.settings.maxToolCalls) return false;
    this.#toolCalls += count;
    return true;
  }
}
