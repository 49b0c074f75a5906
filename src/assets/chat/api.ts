import { ApiError } from './api-error';
import type {
  AvailabilityRequest,
  AvailabilityResponse,
  ConversationCreateRequest,
  ConversationCreateResponse,
  ConversationEndResponse,
  ConversationIdentifyRequest,
  ConversationIdentifyResponse,
  ConversationRateRequest,
  ConversationRateResponse,
  EarlyTokenRequest,
  EarlyTokenResponse,
  MessagesAfterRequest,
  MessagesAfterResponse,
  TokenResponse,
} from './api-types';

export interface ChatApiOptions {
  /** Where the endpoints are; empty is the page's own origin. */
  baseUrl?: string;
  /** A request that has not answered by then counts as lost. */
  timeoutMs?: number;
  fetch?: typeof fetch;
  /** Waits before the one retry. */
  wait?: (milliseconds: number) => Promise<void>;
}

const TIMEOUT_MS = 12_000;
const LONGEST_WAIT_MS = 5_000;

/** The endpoints that a chat needs. Each method rejects with ApiError; a retryable failure is repeated once. */
export class ChatApi {
  readonly #baseUrl: string;
  readonly #timeoutMs: number;
  readonly #fetch: typeof fetch;
  readonly #wait: (milliseconds: number) => Promise<void>;

  constructor(options: ChatApiOptions = {}) {
    this.#baseUrl = (options.baseUrl ?? '').replace(/\/+$/, '');
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#wait = options.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  }

  /** Makes the conversation, or finds the one that the same `requestId` made. */
  createConversation(request: ConversationCreateRequest): Promise<ConversationCreateResponse> {
    return this.#post('/conversation-create', request);
  }

  /** A short token to connect with while the conversation is being made. Not repeated: it only saves time. */
  earlyToken(request: EarlyTokenRequest): Promise<EarlyTokenResponse> {
    return this.#once('/token', request);
  }

  /** A fresh Access Token, as long as the conversation is open and the session lasts. */
  refreshToken(session: string): Promise<TokenResponse> {
    return this.#post('/token', { session });
  }

  /** Ends the chat for everybody. Ending twice is not an error. */
  endConversation(session: string): Promise<ConversationEndResponse> {
    return this.#post('/conversation-end', { session });
  }

  /** The customer has signed in: anonymous becomes verified. */
  identify(request: ConversationIdentifyRequest): Promise<ConversationIdentifyResponse> {
    return this.#post('/conversation-identify', request);
  }

  /** What the customer says about the chat; the agent's task keeps it. */
  rate(request: ConversationRateRequest): Promise<ConversationRateResponse> {
    return this.#post('/conversation-rate', request);
  }

  /** What was said after an index, at most 100 messages; also in a chat that is over. */
  messagesAfter(request: MessagesAfterRequest): Promise<MessagesAfterResponse> {
    return this.#post('/messages-after', request);
  }

  /** Is somebody there, and how long does it take? Not repeated: the next poll asks again. */
  availability(request: AvailabilityRequest): Promise<AvailabilityResponse> {
    return this.#once('/availability', request);
  }

  async #post<Answer>(path: string, body: object): Promise<Answer> {
    try {
      return await this.#once(path, body);
    } catch (error) {
      if (!(error instanceof ApiError && error.retryable)) throw error;
      const wait = error.retryAfterMs ?? 300 + Math.random() * 500;
      // Nobody looks at a window that does nothing for a minute: they are told, and may try again.
      if (wait > LONGEST_WAIT_MS) throw error;
      await this.#wait(wait);
      return this.#once(path, body);
    }
  }

  async #once<Answer>(path: string, body: object): Promise<Answer> {
    let response: Response;
    try {
      response = await this.#fetch(this.#baseUrl + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
    } catch {
      throw new ApiError({ code: 'network', message: 'The server could not be reached', status: 0 });
    }
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && typeof answer === 'object' && answer !== null) return answer as Answer;
    throw toApiError(response, answer);
  }
}

function toApiError(response: Response, answer: unknown): ApiError {
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : {};
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiError({
    code: typeof error.code === 'string' ? error.code : 'bad_answer',
    message: typeof error.message === 'string' ? error.message : `The server answered ${response.status}`,
    status: response.status,
    requestId: typeof error.requestId === 'string' ? error.requestId : undefined,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
