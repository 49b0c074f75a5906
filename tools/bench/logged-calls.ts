import type { LoggedRequest } from '../../local-twilio/src/http/request-log';
import type { Interval } from './intervals';

/** When a call was under way. */
export const toInterval = ({ at, milliseconds }: LoggedRequest): Interval => ({
  start: Date.parse(at),
  end: Date.parse(at) + milliseconds,
});

/** `POST Conversations`: the last word of the path that is not a SID or a name. */
export function describeCall({ method, url }: LoggedRequest): string {
  const words = new URL(url).pathname.split('/').filter((segment) => /^[A-Z][A-Za-z]+$/.test(segment));
  return `${method} ${words.at(-1) ?? ''}`;
}
