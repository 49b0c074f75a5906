import { badRequest, conflict } from '../http/errors';
import type { ScopedWebhook } from '../twilio/conversations';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

/** https://www.twilio.com/docs/conversations/conversations-limits */
const WEBHOOKS_A_CONVERSATION = 5;

/**
 * What answers the customer now: the one that the caller names, else every scoped webhook of a flow or a server that hears
 * what is said and is not ours.
 *
 * @param ourOrigin https://DOMAIN
 * @throws RequestError 400 webhook_unknown
 */
export function botWebhooks(webhooks: ScopedWebhook[], ourOrigin: string, named: string | undefined): ScopedWebhook[] {
  const others = webhooks.filter(
    ({ target, url }) => (target === 'studio' || target === 'webhook') && !url?.startsWith(`${ourOrigin}/`),
  );
  if (named === undefined) return others.filter(hearsMessages);
  const bot = others.find(({ sid }) => sid === named);
  if (!bot) throw badRequest('webhook_unknown', `handoff.bot.webhookSid: the conversation has no such webhook.`);
  return [bot];
}

/** Without filters, whatever happens is heard. */
const hearsMessages = ({ target, filters = [] }: ScopedWebhook) =>
  target === 'studio' || filters.length === 0 || filters.includes('onMessageAdded');

/**
 * Is there none of ours, and room for one?
 *
 * @throws RequestError 409 webhook_limit
 */
export function lacksOurWebhook(webhooks: ScopedWebhook[], webhookUrl: string): boolean {
  if (webhooks.some(({ url }) => url === webhookUrl)) return false;
  if (webhooks.length < WEBHOOKS_A_CONVERSATION) return true;
  throw conflict(
    'webhook_limit',
    `The conversation has ${webhooks.length} webhooks, as many as Twilio allows, and we need one of our own. Remove one.`,
  );
}

/** Puts back those that are not there (any more), as they were. */
export async function restoreWebhooks(
  conversations: Pick<TwilioParts['conversations'], 'webhooks' | 'restoreWebhook'>,
  conversationSid: ConversationSid,
  bot: ScopedWebhook[],
): Promise<void> {
  const there = (await conversations.webhooks(conversationSid)).map(purpose);
  const missing = bot.filter((webhook) => !there.includes(purpose(webhook)));
  await Promise.all(missing.map((webhook) => conversations.restoreWebhook(conversationSid, webhook)));
}

/** The same webhook has another SID when it was made anew. */
const purpose = ({ target, url, flowSid, filters = [] }: ScopedWebhook) =>
  JSON.stringify([target, url, flowSid, target === 'webhook' && [...filters].sort()]);
