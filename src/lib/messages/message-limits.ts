import type { Site } from '../../sites/site';
import { badRequest, tooManyRequests } from '../http/errors';
import type { Message } from '../twilio/messages';

/** Of one customer in one conversation. Counted when a message comes: of several at the same moment, some may pass too many. */
export const MESSAGES_PER_MINUTE = 30;
const MINUTE_MS = 60_000;

/** @throws RequestError 400 message_too_long */
export function checkLength(site: Site, text: string): void {
  const { messageCharacters } = site.limits;
  if ([...text].length > messageCharacters) {
    throw badRequest('message_too_long', `A message has at most ${messageCharacters} characters. Split it.`);
  }
}

/**
 * @param recent the last messages, newest first
 * @throws RequestError 429 too_many_messages
 */
export function checkRate(recent: readonly Message[], identity: string, now: number): void {
  const own = recent.filter(({ author, createdAt }) => author === identity && createdAt.getTime() > now - MINUTE_MS);
  const oldest = own[MESSAGES_PER_MINUTE - 1];
  if (!oldest) return;
  const seconds = Math.ceil((oldest.createdAt.getTime() + MINUTE_MS - now) / 1000);
  throw tooManyRequests(
    'too_many_messages',
    `At most ${MESSAGES_PER_MINUTE} messages a minute. Send the same request again after Retry-After seconds.`,
    Math.max(1, seconds),
  );
}

/** Long enough for an agent to be asked meanwhile. */
const NO_AGENT_ASKED_SECONDS = 60;

/**
 * As long as no agent was asked, a chat holds so many messages and no more. By the last index, so that the hand-off is
 * looked at only where there are so many.
 *
 * @throws RequestError 429 no_agent_asked
 */
export async function checkBeforeTask(
  site: Site,
  recent: readonly Message[],
  hasReachedAgents: () => Promise<boolean>,
): Promise<void> {
  const { messagesBeforeTask } = site.limits;
  if ((recent[0]?.index ?? -1) + 1 < messagesBeforeTask || (await hasReachedAgents())) return;
  throw tooManyRequests(
    'no_agent_asked',
    `Before an agent was asked, a chat holds ${messagesBeforeTask} messages at most.`,
    NO_AGENT_ASKED_SECONDS,
  );
}
