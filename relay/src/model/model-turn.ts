import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { ChatCompletionChunks, ChunkError } from './chat-completion-chunks';
import { EventQueue } from './event-queue';
import { ModelError, type ModelEvent } from './model';
import { refusalOf } from './refusal';
import { SseParser } from './sse-parser';

export interface TurnSettings {
  send(options: RequestOptions): ClientRequest;
  firstTokenMs: number;
  betweenTokensMs: number;
  retries: number;
}

interface Broken {
  status?: number;
  retryAfterMs?: number;
  cause?: Error;
}

/** A wait before the next attempt that the caller hardly hears. */
const RETRY_MS = 150;
/** The server may ask for a longer one; beyond this, another model or an apology is the better answer. */
const LONGEST_RETRY_MS = 1000;
/** Whoever takes the events is waited for when so many lie there. */
const WAITING_EVENTS = 256;
/** For the end of an answer that is whole, so that its connection can be used again. */
const LAST_BYTES_MS = 1000;

/** One answer, from the request to its last event, with the attempts that it takes. */
export class ModelTurn {
  readonly #queue = new EventQueue();
  #attempt = 0;
  /** Something was put into the queue: from now on nobody else can answer. */
  #heard = false;
  /** A part of the answer has come, perhaps only of a tool call. */
  #begun = false;
  #over = false;
  #failure: ModelError | undefined;
  /** Of this attempt; what an earlier one still says is not listened to. */
  #request: ClientRequest | undefined;
  #response: IncomingMessage | undefined;
  #retry: NodeJS.Timeout | undefined;
  #limit: NodeJS.Timeout;

  constructor(
    private readonly settings: TurnSettings,
    private readonly body: string,
    private readonly signal: AbortSignal,
  ) {
    this.#limit = setTimeout(this.#onLimit, settings.firstTokenMs);
    signal.addEventListener('abort', this.#onAbort, { once: true });
    this.#send();
  }

  /** Undefined: nothing is there, and perhaps it is over. */
  take(): ModelEvent | undefined {
    const event = this.#queue.take();
    if (event && this.#queue.length === 0 && this.#response?.isPaused()) this.#resume(this.#response);
    return event;
  }

  /** @throws ModelError */
  get over(): boolean {
    if (this.#failure) throw this.#failure;
    return this.#over;
  }

  /** Resolves when there is something to take, or it is over. */
  changed(): Promise<void> {
    return this.#queue.changed();
  }

  /** Nobody takes any more: an answer that is not whole is given up. */
  close(): void {
    this.#finish();
    this.signal.removeEventListener('abort', this.#onAbort);
  }

  #send(): void {
    this.#attempt += 1;
    const request = this.settings.send({ headers: { 'content-length': Buffer.byteLength(this.body) } });
    this.#request = request;
    // Stays after the request is given up: an `error` that nobody listens to would end the process.
    request.on('error', (cause) => {
      if (request !== this.#request || this.#response) return;
      this.#onBroken(`The model server cannot be reached: ${cause.message || cause.name}`, { cause });
    });
    request.on('response', (response) => {
      const isStream = /^text\/event-stream\b/i.test(response.headers['content-type'] ?? '');
      if (response.statusCode === 200 && isStream) this.#onStream(request, response);
      else void this.#onRefusal(request, response);
    });
    request.end(this.body);
  }

  async #onRefusal(request: ClientRequest, response: IncomingMessage): Promise<void> {
    const status = response.statusCode ?? 0;
    const { message, retryAfterMs } = await refusalOf(response);
    if (request !== this.#request) return;
    if (status === 429 || status >= 500) this.#onBroken(message, { status, retryAfterMs });
    else this.#finish(new ModelError(message, true, status));
  }

  #onStream(request: ClientRequest, response: IncomingMessage): void {
    this.#response = response;
    const chunks = new ChatCompletionChunks(this.#emit);
    const parser = new SseParser((data) => {
      if (this.#over) return;
      if (chunks.push(data)) this.#onPiece();
      if (data === '[DONE]' && chunks.end()) this.#finish(undefined, request);
    });
    const whileItLasts = (work: () => void) => {
      if (this.#over || request !== this.#request) return;
      try {
        work();
      } catch (error) {
        if (!(error instanceof ChunkError)) throw error;
        this.#finish(new ModelError(`The model server has given up: ${error.message}`, !this.#heard));
      }
    };
    response.on('data', (chunk: Buffer) => whileItLasts(() => parser.push(chunk)));
    response.on('end', () =>
      whileItLasts(() => {
        parser.end();
        if (this.#over) return;
        if (chunks.end()) this.#finish(undefined, request);
        else this.#onBroken('The model server ended its answer in the middle');
      }),
    );
    response.on('error', (cause) =>
      whileItLasts(() => this.#onBroken(`The connection to the model server broke: ${cause.message}`, { cause })),
    );
  }

  readonly #emit = (event: ModelEvent): void => {
    this.#heard = true;
    this.#queue.push(event);
    if (this.#queue.length >= WAITING_EVENTS) this.#response?.pause();
  };

  #resume(response: IncomingMessage): void {
    response.resume();
    this.#limit.refresh();
  }

  #onPiece(): void {
    if (this.#begun) {
      this.#limit.refresh();
      return;
    }
    this.#begun = true;
    clearTimeout(this.#limit);
    this.#limit = setTimeout(this.#onLimit, this.settings.betweenTokensMs);
  }

  readonly #onLimit = (): void => {
    if (this.#response?.isPaused()) return;
    const message = this.#begun
      ? `The model server stopped in the middle for more than ${this.settings.betweenTokensMs} ms`
      : `The model server gave no first token within ${this.settings.firstTokenMs} ms`;
    this.#finish(new ModelError(message, !this.#heard));
  };

  readonly #onAbort = (): void => {
    this.#queue.clear();
    this.#finish();
  };

  /** Asks once more where nobody has heard anything yet. */
  #onBroken(message: string, { status, retryAfterMs = RETRY_MS, cause }: Broken = {}): void {
    if (this.#heard || this.#attempt > this.settings.retries || retryAfterMs > LONGEST_RETRY_MS) {
      this.#finish(new ModelError(message, !this.#heard, status, { cause }));
      return;
    }
    this.#giveUpRequest();
    this.#begun = false;
    this.#retry = setTimeout(() => this.#send(), retryAfterMs);
  }

  /** @param whole the request whose answer has come to its end */
  #finish(failure?: ModelError, whole?: ClientRequest): void {
    if (this.#over) return;
    this.#over = true;
    this.#failure = failure;
    clearTimeout(this.#limit);
    clearTimeout(this.#retry);
    if (whole) releaseSoon(whole, this.#response);
    else this.#giveUpRequest();
    this.#queue.rouse();
  }

  #giveUpRequest(): void {
    const request = this.#request;
    this.#request = undefined;
    this.#response = undefined;
    request?.destroy();
  }
}

/** The connection goes back to the agent with the last byte, unless that does not come. */
function releaseSoon(request: ClientRequest, response: IncomingMessage | undefined): void {
  response?.resume();
  const limit = setTimeout(() => request.destroy(), LAST_BYTES_MS).unref();
  request.once('close', () => clearTimeout(limit));
}
