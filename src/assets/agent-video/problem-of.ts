import { ApiError } from '../chat/api-error';
import { DUPLICATE_IDENTITY, ROOM_FULL } from '../video-room/twilio-codes';
import type { Problem } from './call-view';

/** By the codes of our endpoints: docs/api.md */
const BY_ENDPOINT: Record<string, Problem> = {
  network: 'unreachable',
  origin_not_allowed: 'pageRefused',
  video_elsewhere: 'elsewhere',
  conversation_closed: 'chatOver',
  conversation_unknown: 'chatOver',
  not_in_conversation: 'notInChat',
  flex_token_expired: 'loginOver',
  flex_token_invalid: 'loginOver',
};

const BY_TWILIO: Record<number, Problem> = {
  [ROOM_FULL]: 'roomFull',
  [DUPLICATE_IDENTITY]: 'otherWindow',
};

/** What an error means to the agent. */
export function problemOf(error: unknown, otherwise: Problem): Problem {
  if (error instanceof ApiError) return BY_ENDPOINT[error.code] ?? otherwise;
  const { code } = error as { code?: unknown };
  return typeof code === 'number' ? problemOfCode(code, otherwise) : otherwise;
}

export const problemOfCode = (code: number, otherwise: Problem): Problem => BY_TWILIO[code] ?? otherwise;
