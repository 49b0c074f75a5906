import { defaultSite } from '../../sites/default';
import { findSite } from '../../sites/sites';
import { wordsFor } from '../../sites/words-for';
import type { Stored } from '../state/documents';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { restoreWebhooks } from './bot-webhooks';
import type { FoundTask } from './find-task';
import { type AskedHandoff, type HandoffRecords, isAsked } from './handoff-record';

export interface CompleteRequest {
  twilio: Pick<TwilioParts, 'conversations'>;
  records: HandoffRecords;
  randomId: () => string;
  note: (facts: { problem: string }) => void;
}

/**
 * The task was seen: the interaction is stored, the bot no longer hears the customer, the customer is told. Each step
 * can be done again, and the customer is told once; whoever comes next does what is missing.
 */
export async function completeRequest(
  context: CompleteRequest,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
  flex: FoundTask['flex'],
): Promise<void> {
  const { twilio, records, randomId, note } = context;
  const opened = await open(records, conversationSid, held, flex);
  if (!opened || opened.value.request.told || opened.value.request.handingBack) return;
  const { request, site, locale } = opened.value;
  await Promise.all(request.bot.map(({ sid }) => twilio.conversations.removeWebhook(conversationSid, sid)));
  const told = randomId();
  if (!(await records.replace(conversationSid, { ...opened.value, request: { ...request, told } }, opened.revision))) {
    const found = await records.read(conversationSid); // perhaps it is ours, and only the answer was lost
    const theirs = isAsked(found) ? found.value.request : undefined;
    if (!theirs || theirs.handingBack) return putBack(context, conversationSid, request.bot);
    if (theirs.told !== told) return;
  }
  await twilio.conversations
    .say(conversationSid, wordsFor(findSite(site) ?? defaultSite, locale).waiting)
    .catch((error: Error) => note({ problem: `The customer was not told: ${error.message}` }));
}

/**
 * While we removed the bot, the conversation was given back to it, which may have found it still there. Where the chat
 * has ended, nothing is put back.
 */
async function putBack(
  { twilio }: CompleteRequest,
  conversationSid: ConversationSid,
  bot: AskedHandoff['request']['bot'],
): Promise<void> {
  const conversation = await twilio.conversations.fetch(conversationSid);
  if (conversation && !conversation.closed) await restoreWebhooks(twilio.conversations, conversationSid, bot);
}

/** Undefined: the chat has ended meanwhile, or the bot has it again. */
async function open(
  records: HandoffRecords,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
  flex: FoundTask['flex'],
): Promise<Stored<AskedHandoff> | undefined> {
  if (held.value.state === 'opened') return held;
  const { request, site, locale } = held.value;
  const opened = { state: 'opened' as const, site, locale, request, ...flex };
  const stored =
    (await records.replace(conversationSid, opened, held.revision)) ?? (await records.read(conversationSid));
  return isAsked(stored) && stored.value.state === 'opened' ? stored : undefined;
}
