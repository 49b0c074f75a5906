/** The way into a video call, as the Functions have said it in the chat: docs/video.md */
export interface VideoInvitation {
  callId: string;
  code: string;
  /** Of the Functions' own origin: a page may open it as it is. */
  joinUrl: string;
  /** From then on the code lets nobody in who was not in the call before. */
  expiresAt: Date;
  /** The call has ended, or nobody is let in by this code any more. */
  over?: true;
}

/** What is known of a message; attributes are whatever its author has put there. */
export interface InvitingMessage {
  author: string | null;
  /** Of an author who is in the conversation: a customer, or an agent. */
  participantSid: string | null;
  attributes: unknown;
}

/** As whom the Functions speak. Nobody has this identity, and nobody who is in a conversation can write as another one. */
const FUNCTIONS_AUTHOR = 'system';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The invitation that a message carries. Only the Functions invite: whoever is in the conversation can write attributes
 * as well, and does not lead anybody to a page by them.
 *
 * @param functionsOrigin where the Functions are
 */
export function videoInvitation(
  { author, participantSid, attributes }: InvitingMessage,
  functionsOrigin: string | undefined,
): VideoInvitation | undefined {
  if (author !== FUNCTIONS_AUTHOR || participantSid) return undefined;
  const { callId, code, joinUrl, expiresAt, over } = recordOf(recordOf(recordOf(attributes).flexHandoff).video);
  if (typeof callId !== 'string' || typeof code !== 'string' || typeof expiresAt !== 'string') return undefined;
  const url = typeof joinUrl === 'string' ? addressOf(joinUrl) : undefined;
  const until = new Date(expiresAt);
  const home = addressOf(functionsOrigin ?? '');
  if (!url || !home || !isSame(url, home) || !isPrivate(url) || Number.isNaN(until.getTime())) return undefined;
  return { callId, code, joinUrl: url.href, expiresAt: until, ...(over === true && { over }) };
}

/** The origin behind a `baseUrl`, or the page's own. Undefined where there is neither. */
export function functionsOriginOf(baseUrl = ''): string | undefined {
  const page = typeof location === 'undefined' ? undefined : location.href;
  return addressOf(baseUrl || page || '', page)?.origin;
}

/** One origin; in development by whichever name of this machine the page was opened. */
const isSame = (one: URL, other: URL): boolean =>
  one.protocol === other.protocol &&
  one.port === other.port &&
  (one.hostname === other.hostname || (LOOPBACK.has(one.hostname) && LOOPBACK.has(other.hostname)));

/** Nobody reads along: encrypted, or on one machine as in development. */
const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));

/** `URL.parse` is not in Safari before 18: https://caniuse.com/mdn-api_url_parse_static */
function addressOf(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
