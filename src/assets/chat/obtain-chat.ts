import type { ChatApi } from './api';
import { ApiError } from './api-error';
import type { ConversationCreateRequest } from './api-types';
import type { SessionStore, StoredChat } from './session-store';

/** A token for the chat that this browser has, or a new chat. Rejects with ApiError. */
export async function obtainChat(
  api: ChatApi,
  store: SessionStore,
  start: Omit<ConversationCreateRequest, 'requestId'>,
): Promise<{ chat: StoredChat; token: string }> {
  const stored = store.chat;
  if (stored) {
    const { token, session } = await api.refreshToken(stored.session);
    const chat = { ...stored, session };
    store.chat = chat;
    return { chat, token };
  }
  try {
    return await create(api, store, start);
  } catch (error) {
    if (!isUsedUp(error)) throw error;
    return create(api, store, start);
  }
}

async function create(api: ChatApi, store: SessionStore, start: Omit<ConversationCreateRequest, 'requestId'>) {
  const requestId = store.requestId(() => crypto.randomUUID());
  try {
    const { token, session, conversationSid, identity } = await api.createConversation({ requestId, ...start });
    const chat: StoredChat = { session, conversationSid, identity, people: {} };
    store.chat = chat;
    store.forgetRequestId();
    return { chat, token };
  } catch (error) {
    // A lost answer may have made the chat: only then must the repeat carry the same id.
    if (error instanceof ApiError && !error.retryable) store.forgetRequestId();
    throw error;
  }
}

/** The id was kept from an attempt whose chat is over by now. */
const isUsedUp = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'conversation_closed' || error.code === 'request_expired');
