import type { ChatApi } from './api';
import { ApiError } from './api-error';
import type { ConversationCreateRequest } from './api-types';
import { CustomerTokenError } from './customer-token-error';
import type { SessionStore, StoredChat } from './session-store';
import { withinLimit } from './time-limit';

/** What a new chat begins with. */
export type ChatStart = Omit<ConversationCreateRequest, 'requestId' | 'customerToken'>;

export interface ObtainChatOptions {
  api: ChatApi;
  store: SessionStore;
  /** Asked anew for each new chat: such a token does not live long. */
  customerToken?: () => Promise<string | undefined>;
  /** Aborts when somebody has taken too long. */
  timeLimit: () => AbortSignal;
}

/** A token for the chat that this browser has, or a new chat. Rejects with ApiError or CustomerTokenError. */
export async function obtainChat(
  options: ObtainChatOptions,
  start: ChatStart,
): Promise<{ chat: StoredChat; token: string }> {
  const { api, store } = options;
  const stored = store.chat;
  if (stored) {
    const { token, session } = await api.refreshToken(stored.session);
    const chat = { ...stored, session };
    store.refreshChat(chat);
    return { chat, token };
  }
  try {
    return await create(options, start);
  } catch (error) {
    if (!isUsedUp(error)) throw error;
    return create(options, start);
  }
}

async function create(options: ObtainChatOptions, start: ChatStart): Promise<{ chat: StoredChat; token: string }> {
  const { api, store } = options;
  const customerToken = await askCustomerToken(options);
  const requestId = store.requestId(await digest(start), () => crypto.randomUUID());
  try {
    const answer = await api.createConversation({ requestId, customerToken, ...start });
    const { token, session, conversationSid, identity } = answer;
    const chat: StoredChat = { session, conversationSid, identity, people: {} };
    store.keepChat(chat, requestId);
    return { chat, token };
  } catch (error) {
    // A lost answer may have made the chat: only then must the repeat carry the same id.
    if (error instanceof ApiError && !error.retryable) store.forgetRequestId();
    throw error;
  }
}

async function askCustomerToken({ customerToken, timeLimit }: ObtainChatOptions): Promise<string | undefined> {
  try {
    return customerToken && (await withinLimit(timeLimit(), customerToken()));
  } catch (error) {
    throw new CustomerTokenError(error);
  }
}

/** Tells whether a form has changed, without keeping in the browser what was typed into it. */
async function digest(start: ChatStart): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(start)));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

/** The id was kept from an attempt whose chat is over by now. */
const isUsedUp = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'conversation_closed' || error.code === 'request_expired');
