import { defaultSite } from '../../sites/default';
import { findSite } from '../../sites/sites';
import { wordsFor } from '../../sites/words-for';
import type { Stored } from '../state/documents';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { restoreWebhooks } from './bot-webhooks';
import { type AskedHandoff, type HandoffRecords, isAsked } from './handoff-record';

/** An execution of a Function ends after 10 s: whoever began that long ago is not at it any more. */
const AT_WORK_MS = 10_000;

export interface HandBack {
  twilio: Pick<TwilioParts, 'conversations' | 'interactions'>;
  records: HandoffRecords;
  now: () => number;
  randomId: () => string;
  note: (facts: { problem: string }) => void;
}

/**
 * Nobody took the conversation, or Flex could not: the bot gets it back as it was, the claim is released, and the
 * customer is told. The interaction is parked and not closed, since that may close the conversation. Of several that see
 * the same, one does it; one that dies at it is followed by the next that looks.
 */
export async function handBack(
  context: HandBack,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
): Promise<void> {
  const { twilio, records, note } = context;
  const { value } = held;
  if (!(await isMine(context, conversationSid, held))) return;
  if (value.interactionSid) {
    const channelSid = value.channelSid ?? (await twilio.interactions.channel(value.interactionSid))?.sid;
    if (channelSid) {
      await twilio.interactions
        .park(value.interactionSid, channelSid)
        .catch((error: Error) => note({ problem: `The interaction is not parked: ${error.message}` }));
    }
  }
  if (value.state === 'opened') await restoreTwice(context, conversationSid, value.request.bot);
  await records.remove(conversationSid);
  const words = wordsFor(findSite(value.site) ?? defaultSite, value.locale).handoffFailed;
  await twilio.conversations
    .say(conversationSid, words)
    .catch((error: Error) => note({ problem: `The customer was not told: ${error.message}` }));
}

async function isMine(
  { records, now, randomId }: HandBack,
  conversationSid: ConversationSid,
  { value, revision }: Stored<AskedHandoff>,
): Promise<boolean> {
  const { handingBack } = value.request;
  if (handingBack && now() - handingBack.since < AT_WORK_MS) return false;
  const by = randomId();
  const marked = { ...value, request: { ...value.request, handingBack: { by, since: now() } } };
  if (await records.replace(conversationSid, marked, revision)) return true;
  const found = await records.read(conversationSid); // perhaps it is ours, and only the answer was lost
  return isAsked(found) && found.value.request.handingBack?.by === by;
}

/** A lost answer is looked into: what is there is not put there again. */
async function restoreTwice(
  { twilio, note }: HandBack,
  conversationSid: ConversationSid,
  bot: AskedHandoff['request']['bot'],
) {
  await restoreWebhooks(twilio.conversations, conversationSid, bot).catch((error: Error) => {
    note({ problem: `The bot's webhook is not back yet: ${error.message}` });
    return restoreWebhooks(twilio.conversations, conversationSid, bot);
  });
}
