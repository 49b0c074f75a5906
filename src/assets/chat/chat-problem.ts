import { ApiError } from './api-error';
import type { ChatProblem, ChatState } from './chat-state';
import { PageError } from './page-error';

/** What the view can say about a failure. */
export function toProblem(error: unknown): ChatProblem {
  if (error instanceof ApiError) return { code: error.code, retryable: error.retryable, requestId: error.requestId };
  return { code: error instanceof PageError ? error.code : 'connection', retryable: true };
}

/** Why this chat can't go on, or undefined when the error passes or concerns this request alone. */
export function endReason(error: unknown): ChatState['endedBy'] {
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === 'session_expired' || error.code === 'session_invalid') return 'expiry';
  return error.status === 410 || error.code === 'not_in_conversation' ? 'other' : undefined;
}
