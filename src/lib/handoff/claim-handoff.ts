import type { ConversationSid, ExecutionSid, FlowSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { Claimed, HandoffRecords, StoredHandoff } from './handoff-record';
import { askedFlex } from './read-handoff';

/** `ours`: this execution may go on. `others`: another flow is at it. `opened`: Flex has the conversation. */
export type Claim = 'ours' | 'others' | 'opened';

export interface Claimant {
  conversationSid: ConversationSid;
  flowSid: FlowSid;
  executionSid: ExecutionSid;
}

export interface ClaimContext {
  twilio: Pick<TwilioParts, 'studio'>;
  records: HandoffRecords;
}

/**
 * Takes the claim on a conversation's hand-off for one execution of a flow. A claim ends with its execution: Studio
 * is asked what became of it, so that a flow that died never blocks a customer, and one that had asked Flex already
 * never makes a second task.
 */
export async function claimHandoff(
  { twilio, records }: ClaimContext,
  { conversationSid, flowSid, executionSid }: Claimant,
  words: { site: string; locale: string },
): Promise<Claim> {
  const claim: Claimed = { state: 'claimed', flowSid, executionSid, ...words };
  const held = await records.createOrRead(conversationSid, claim);
  if (held.created) return 'ours';
  const stands = standing(held, executionSid);
  if (stands !== 'others') return stands;

  const holder = await twilio.studio.execution(held.value.flowSid, held.value.executionSid);
  if (holder && !holder.ended) return 'others';
  const interactionSid = askedFlex(holder);
  const taken = interactionSid ? { ...held.value, state: 'opened' as const, interactionSid } : claim;
  if (await records.replace(conversationSid, taken, held.revision)) return interactionSid ? 'opened' : 'ours';
  // Somebody else saw the same and was faster: theirs it is. Or we were, and the answer to our write got lost.
  return standing(await records.read(conversationSid), executionSid);
}

function standing(held: StoredHandoff | undefined, executionSid: ExecutionSid): Claim {
  if (held?.value.state === 'opened') return 'opened';
  return held?.value.executionSid === executionSid ? 'ours' : 'others';
}
