import type { ChatApi } from './api';
import { ApiError } from './api-error';
import type { ConversationCreateRequest, EarlyTokenResponse } from './api-types';
import { fingerprint } from './fingerprint';
import { PageError } from './page-error';
import { randomUuid } from './random-uuid';
import type { ChatRequest } from './request-memory';
import type { SessionStore, StoredChat } from './session-store';
import { withinLimit } from './time-limit';

/** What a new chat begins with. */
export type ChatStart = Omit<ConversationCreateRequest, 'requestId' | 'startedAt' | 'customerToken' | 'challenge'>;

export interface ObtainChatOptions {
  api: ChatApi;
  store: SessionStore;
  /** Asked anew for each new chat: such a token does not live long. */
  customerToken?: () => Promise<string | undefined> | undefined;
  /** Asked anew for each attempt: a proof counts once. */
  challenge?: () => Promise<string>;
  /** The same, once the server has said that it wants a proof: it can be told to at any time. */
  lateChallenge: () => Promise<string>;
  /** Aborts when somebody has taken too long. */
  timeLimit: () => AbortSignal;
  /** Aborts when nobody waits for the chat any more: from then on nothing is begun and nothing is kept. */
  unwanted?: AbortSignal;
}

export interface ObtainedChat {
  chat: StoredChat;
  token: string;
}

export interface ChatInTheMaking {
  /** To connect with meanwhile; undefined when there is none. Never rejects. */
  early: Promise<EarlyTokenResponse | undefined>;
  /** Rejects with ApiError or PageError. */
  made: Promise<ObtainedChat>;
}

/**
 * A token for the chat that this browser has, or a new chat.
 *
 * @param known the chat that was opened before, which another tab may have ended since
 */
export function obtainChat(options: ObtainChatOptions, start: ChatStart, known?: StoredChat): ChatInTheMaking {
  const stored = options.store.chat ?? known;
  if (stored) return { early: Promise.resolve(undefined), made: goOn(options, stored) };
  const wish = makeWish(options, start);
  // First what takes longest.
  const made = wish.then(async (asked) => {
    try {
      return await create(options, asked);
    } catch (error) {
      if (isUsedUp(error)) return create(options, await makeWish(options, start));
      if (wantsProof(error) && !options.challenge) {
        return create({ ...options, challenge: options.lateChallenge }, await makeWish(options, start));
      }
      if (!(error instanceof ApiError && error.code === 'clock_differs')) throw error;
      return create(options, { ...asked, request: options.store.request.dropStartedAt(asked.request.requestId) });
    }
  });
  return { early: wish.then((asked) => earlyToken(options, asked)).catch(() => undefined), made };
}

interface Wish {
  request: ChatRequest;
  customerToken?: string;
  start: ChatStart;
}

async function goOn({ api, store }: ObtainChatOptions, stored: StoredChat): Promise<ObtainedChat> {
  const { token, session } = await api.refreshToken(stored.session);
  store.refreshChat(stored.conversationSid, { session });
  return { chat: { ...stored, session }, token };
}

async function makeWish(options: ObtainChatOptions, start: ChatStart): Promise<Wish> {
  // Nothing is awaited in vain: each turn of the queue lets the page draw first.
  const asked = askCustomerToken(options);
  const customerToken = asked && (await asked);
  options.unwanted?.throwIfAborted();
  const request = options.store.request.take(fingerprint(JSON.stringify(start)), randomUuid);
  return { request, customerToken, start };
}

/** Sites that ask for a challenge give no token before it is solved. */
async function earlyToken(options: ObtainChatOptions, { request, customerToken, start }: Wish) {
  const { requestId, startedAt } = request;
  if (startedAt === undefined || options.challenge) return undefined;
  return options.api.earlyToken({ requestId, startedAt, site: start.site, customerToken });
}

async function create(options: ObtainChatOptions, { request, customerToken, start }: Wish): Promise<ObtainedChat> {
  const { api, store } = options;
  const challenge = options.challenge && (await askChallenge(options.challenge));
  options.unwanted?.throwIfAborted();
  try {
    const answer = await api.createConversation({ ...request, customerToken, ...start, ...challenge });
    const { token, session, conversationSid, identity } = answer;
    const verified = customerToken !== undefined;
    const chat: StoredChat = { session, conversationSid, identity, people: {}, verified };
    store.keepChat(chat, request.requestId);
    return { chat, token };
  } catch (error) {
    // A lost answer may have made the chat: only then must the repeat carry the same id.
    if (error instanceof ApiError && !error.retryable && error.code !== 'clock_differs') store.request.forget();
    throw error;
  }
}

/** Undefined at once when nobody has a token. Rejects, or throws, PageError. */
export function askCustomerToken({
  customerToken,
  timeLimit,
}: Pick<ObtainChatOptions, 'customerToken' | 'timeLimit'>): Promise<string | undefined> | undefined {
  const fail = (error: unknown): never => {
    throw new PageError('customer_token_failed', error);
  };
  try {
    const asked = customerToken?.();
    return asked && withinLimit(timeLimit(), Promise.resolve(asked)).catch(fail);
  } catch (error) {
    return fail(error);
  }
}

async function askChallenge(challenge: () => Promise<string>): Promise<{ challenge: string }> {
  try {
    return { challenge: await challenge() };
  } catch (error) {
    throw new PageError('challenge_failed', error);
  }
}

const wantsProof = (error: unknown): boolean => error instanceof ApiError && error.code === 'challenge_required';

/** The id was kept from an attempt whose chat is over by now. */
const isUsedUp = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'conversation_closed' || error.code === 'request_expired');
