import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import { findSite } from '../../sites/sites';
import { wordsFor } from '../../sites/words-for';
import { readSeal } from '../auth/conversation-seal';
import type { Keys } from '../auth/keys';
import { ConversationSid, ExecutionSid, FlowSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { HandoffRecords } from './handoff-record';

export const FailedInput = v.object({
  conversationSid: ConversationSid,
  flowSid: FlowSid,
  executionSid: ExecutionSid,
  /** Where the flow gave up: asking us, waiting for the customer, reaching the customer, Send to Flex. */
  reason: v.picklist(['begin', 'no_reply', 'delivery', 'enqueue']),
});

export type FailedInput = v.InferOutput<typeof FailedInput>;

export interface FailedContext {
  twilio: Pick<TwilioParts, 'conversations'>;
  records: HandoffRecords;
  keys: Keys;
}

/**
 * The flow gave up: its claim is released, so that the customer's next message starts again, and the customer is told.
 * In bridge mode by us, so that the flow has nothing to say.
 */
export async function handoffFailed(
  { twilio, records, keys }: FailedContext,
  { conversationSid, executionSid, reason }: FailedInput,
): Promise<{ say: string }> {
  const [held, conversation] = await Promise.all([
    records.read(conversationSid),
    twilio.conversations.fetch(conversationSid),
  ]);
  if (held?.value.state === 'claimed' && held.value.executionSid === executionSid)
    await records.remove(conversationSid);
  const seal = conversation && (await readSeal(keys, conversation));
  const { site: name, locale } = held?.value ?? seal ?? {};
  const site = findSite(name ?? '') ?? defaultSite;
  const words = wordsFor(site, locale ?? site.locale);
  const say = reason === 'no_reply' ? words.noReply : words.handoffFailed;
  if (!seal?.bridge) return { say };
  await twilio.conversations.say(conversationSid, say);
  return { say: '' };
}
