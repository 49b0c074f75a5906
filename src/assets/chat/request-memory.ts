import { type KeyValueStorage, readValue, writeValue } from './key-value-storage';

/** One wish for a chat: the same for every repeat of it. */
export interface ChatRequest {
  requestId: string;
  /** Milliseconds since 1970; undefined where this computer's clock is not the server's. */
  startedAt?: number;
}

interface KeptRequest {
  requestId: string;
  wish: string;
  at: number;
  clockDiffers?: boolean;
}

/** The server takes a repeat of the same request for the same wish for so long. */
const LIFETIME_MS = 10 * 60_000;

/** The request whose chat is not made yet. */
export class RequestMemory {
  constructor(
    private readonly storage: KeyValueStorage,
    private readonly key: string,
    private readonly now: () => number,
  ) {}

  /**
   * One id for every repeat of the same start, in whatever tab, until the chat is made. Another wish gets another id:
   * the server would answer the old one with the chat of the first.
   */
  take(wish: string, make: () => string): ChatRequest {
    const kept = this.#kept;
    const now = this.now();
    const current = kept?.wish === wish && now - kept.at < LIFETIME_MS ? kept : { requestId: make(), wish, at: now };
    this.#kept = current;
    const { requestId, at, clockDiffers } = current;
    return clockDiffers ? { requestId } : { requestId, startedAt: at };
  }

  /** The server's clock and this one differ: from now on without a time. */
  dropStartedAt(requestId: string): ChatRequest {
    const kept = this.#kept;
    if (kept?.requestId === requestId) this.#kept = { ...kept, clockDiffers: true };
    return { requestId };
  }

  isCurrent(requestId: string): boolean {
    return this.#kept?.requestId === requestId;
  }

  forget(): void {
    this.#kept = undefined;
  }

  get #kept(): KeptRequest | undefined {
    return readValue(this.storage, this.key);
  }

  set #kept(request: KeptRequest | undefined) {
    writeValue(this.storage, this.key, request);
  }
}
