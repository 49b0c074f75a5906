import type { ChatApi } from './api';
import type { ChatModel } from './chat-model';
import type { ChatRating } from './chat-options';
import { toProblem } from './chat-problem';
import type { ChatState } from './chat-state';
import type { SessionStore, UnratedChat } from './session-store';

/** Tells the server how it was, and shows what has become of it. @param isCurrent whether anybody still looks */
export async function rateChat(
  { api, model, store }: { api: ChatApi; model: ChatModel; store: SessionStore },
  { session }: UnratedChat,
  { score, comment }: ChatRating,
  isCurrent: () => boolean,
): Promise<void> {
  if (model.state.rating !== 'possible' && model.state.rating !== 'failed') return;
  model.update({ rating: 'sending', problem: undefined });
  const outcome = await api.rate({ session, score, comment }).then(
    ({ state }): Partial<ChatState> => (state === 'stored' ? { rating: 'sent' } : TOO_LATE),
    (error): Partial<ChatState> => ({ rating: 'failed', problem: toProblem(error) }),
  );
  if (!isCurrent()) return;
  if (!outcome.problem?.retryable) store.unrated = undefined;
  model.update(outcome);
}

const TOO_LATE: Partial<ChatState> = { rating: 'failed', problem: { code: 'rating_too_late', retryable: false } };
