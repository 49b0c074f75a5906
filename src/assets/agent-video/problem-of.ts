import { ApiError } from '../chat/api-error';
import type { Problem } from './call-view';

const BY_NAME: Record<string, Problem> = {
  NotAllowedError: 'devicesRefused',
  NotFoundError: 'devicesMissing',
  NotReadableError: 'devicesBusy',
};

/** By the codes of our endpoints: docs/api.md */
const BY_ENDPOINT: Record<string, Problem> = {
  network: 'unreachable',
  video_elsewhere: 'elsewhere',
  conversation_closed: 'chatOver',
  conversation_unknown: 'chatOver',
  not_in_conversation: 'notInChat',
  flex_token_expired: 'loginOver',
  flex_token_invalid: 'loginOver',
};

/** By the codes of Twilio: https://www.twilio.com/docs/api/errors */
const BY_TWILIO: Record<number, Problem> = {
  53105: 'roomFull',
  53205: 'otherWindow',
};

/** What an error means to the agent. */
export function problemOf(error: unknown, otherwise: Problem): Problem {
  if (error instanceof ApiError) return BY_ENDPOINT[error.code] ?? otherwise;
  const { name, code } = error as { name?: string; code?: unknown };
  if (name && Object.hasOwn(BY_NAME, name)) return BY_NAME[name] ?? otherwise;
  return typeof code === 'number' ? problemOfCode(code, otherwise) : otherwise;
}

export const problemOfCode = (code: number, otherwise: Problem): Problem => BY_TWILIO[code] ?? otherwise;
