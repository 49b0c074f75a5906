import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import { findSite, wordsFor } from '../../sites/sites';
import { ConversationSid, ExecutionSid, FlowSid } from '../twilio/sids';
import type { HandoffRecords } from './handoff-record';

export const FailedInput = v.object({
  conversationSid: ConversationSid,
  flowSid: FlowSid,
  executionSid: ExecutionSid,
  /** Where the flow gave up: asking us, waiting for the customer, reaching the customer, Send to Flex. */
  reason: v.picklist(['begin', 'no_reply', 'delivery', 'enqueue']),
});

export type FailedInput = v.InferOutput<typeof FailedInput>;

/** The flow gave up: its claim is released, so that the customer's next message starts again, and the customer is told. */
export async function handoffFailed(
  records: HandoffRecords,
  { conversationSid, executionSid, reason }: FailedInput,
): Promise<{ say: string }> {
  const held = await records.read(conversationSid);
  if (held?.value.state === 'claimed' && held.value.executionSid === executionSid)
    await records.remove(conversationSid);
  const site = findSite(held?.value.site ?? '') ?? defaultSite;
  const words = wordsFor(site, held?.value.locale ?? site.locale);
  return { say: reason === 'no_reply' ? words.noReply : words.handoffFailed };
}
