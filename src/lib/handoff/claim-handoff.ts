import type { ConversationSid, ExecutionSid, FlowSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { findTask, isAbandoned } from './find-task';
import type { Claimed, Handoff, HandoffRecords, OpenedHandoff, StoredHandoff } from './handoff-record';
import { askedFlex } from './read-handoff';

/** `ours`: this execution may go on. `others`: another flow is at it. `opened`: Flex has the conversation. */
export type Claim = 'ours' | 'others' | 'opened';

export interface Claimant {
  conversationSid: ConversationSid;
  flowSid: FlowSid;
  executionSid: ExecutionSid;
}

export interface ClaimContext {
  twilio: Pick<TwilioParts, 'studio' | 'tasks'>;
  records: HandoffRecords;
  now: () => number;
}

/**
 * Takes the claim on a conversation's hand-off for one execution of a flow. A claim ends with its execution: Studio
 * is asked what became of it, so that a flow that died never blocks a customer, and one that had asked Flex already
 * never makes a second task. A claim of /conversation-handoff ends when it asked Flex long ago, nobody came back for the
 * answer, and no task is there.
 */
export async function claimHandoff(
  context: ClaimContext,
  { conversationSid, flowSid, executionSid }: Claimant,
  facts: Omit<Claimed, 'state' | keyof Claimant>,
): Promise<Claim> {
  const { records } = context;
  const claim: Claimed = { state: 'claimed', flowSid, executionSid, ...facts };
  const held = await records.createOrRead(conversationSid, claim);
  if (held.created) return 'ours';
  const stands = standing(held, executionSid);
  if (stands !== 'others') return stands;

  const left = await whatIsLeft(context, conversationSid, held.value);
  if (left === 'held') return 'others';
  const taken = left === 'nothing' ? claim : left;
  if (await records.replace(conversationSid, taken, held.revision)) return left === 'nothing' ? 'ours' : 'opened';
  // Somebody else saw the same and was faster: theirs it is. Or we were, and the answer to our write got lost.
  return standing(await records.read(conversationSid), executionSid);
}

/** A claim of somebody else: held still, come to nothing, or come as far as Flex. */
async function whatIsLeft(
  { twilio, now }: ClaimContext,
  conversationSid: ConversationSid,
  held: Handoff,
): Promise<'held' | 'nothing' | OpenedHandoff> {
  if (held.state === 'opened') return held;
  if (held.state === 'claimed') {
    const holder = await twilio.studio.execution(held.flowSid, held.executionSid);
    if (holder && !holder.ended) return 'held';
    const interactionSid = askedFlex(holder);
    return interactionSid ? { ...held, state: 'opened', interactionSid } : 'nothing';
  }
  if (!isAbandoned(held, now())) return 'held';
  const found = await findTask(twilio.tasks, conversationSid, held);
  return found ? { ...held, ...found.flex, state: 'opened' } : 'nothing';
}

function standing(held: StoredHandoff | undefined, executionSid: ExecutionSid): Claim {
  if (held?.value.state === 'opened') return 'opened';
  return held?.value.state === 'claimed' && held.value.executionSid === executionSid ? 'ours' : 'others';
}
