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
 *
 * @returns false when somebody else is at it
 */
export async function handBack(
  context: HandBack,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
): Promise<boolean> {
  const { twilio, records, note } = context;
  const { value } = held;
  const mark = await takeMark(context, conversationSid, held);
  if (!mark) return false;
  await park(context, value).catch((error: Error) =>
    note({ problem: `The interaction is not parked: ${error.message}` }),
  );
  if (value.state === 'opened') {
    await restoreTwice(context, conversationSid, value.request.bot).catch(async (error) => {
      await leaveIt(context, conversationSid, mark);
      throw error;
    });
  }
  await records.remove(conversationSid);
  const words = wordsFor(findSite(value.site) ?? defaultSite, value.locale).handoffFailed;
  await twilio.conversations
    .say(conversationSid, words)
    .catch((error: Error) => note({ problem: `The customer was not told: ${error.message}` }));
  return true;
}

/** Undefined: somebody else is at it, or it is done. */
async function takeMark(
  { records, now, randomId }: HandBack,
  conversationSid: ConversationSid,
  { value, revision }: Stored<AskedHandoff>,
): Promise<Stored<AskedHandoff> | undefined> {
  const { handingBack } = value.request;
  if (handingBack && now() - handingBack.since < AT_WORK_MS) return undefined;
  const by = randomId();
  const marked = { ...value, request: { ...value.request, handingBack: { by, since: now() } } };
  const stored = await records.replace(conversationSid, marked, revision);
  // Perhaps it is ours, and only the answer was lost.
  const found = stored ?? (await records.read(conversationSid));
  return isAsked(found) && found.value.request.handingBack?.by === by ? found : undefined;
}

/** The next one need not wait until we can be taken for dead. */
async function leaveIt(
  { records }: HandBack,
  conversationSid: ConversationSid,
  { value, revision }: Stored<AskedHandoff>,
): Promise<void> {
  const left = { ...value, request: { ...value.request, handingBack: { by: '', since: 0 } } };
  await records.replace(conversationSid, left, revision).catch(() => undefined);
}

async function park({ twilio }: HandBack, { interactionSid, channelSid }: AskedHandoff): Promise<void> {
  if (!interactionSid) return;
  const channel = channelSid ?? (await twilio.interactions.channel(interactionSid))?.sid;
  if (channel) await twilio.interactions.park(interactionSid, channel);
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
