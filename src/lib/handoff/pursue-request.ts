import type { Stored } from '../state/documents';
import type { InteractionChannel } from '../twilio/interactions';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { agentIsIn } from './agent-is-in';
import { closeInteraction } from './close-chat';
import { type CompleteRequest, completeRequest } from './complete-request';
import { findTask } from './find-task';
import { type HandBack, handBack } from './hand-back';
import type { AskedHandoff } from './handoff-record';

export interface PursueRequest extends CompleteRequest, HandBack {
  twilio: Pick<TwilioParts, 'conversations' | 'interactions' | 'tasks'>;
}

/** `requested`: no task so far. `handed_back`: the bot has the conversation again. */
export type Pursued = 'requested' | 'queued' | 'handed_back' | 'closed';

/**
 * Looks what became of a request to Flex, and does what follows. Flex accepts first and does later, so an interaction is
 * worth nothing until its task is seen. Three calls, side by side, and those of what follows.
 */
export async function pursueRequest(
  context: PursueRequest,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
): Promise<Pursued> {
  const { twilio, records } = context;
  const { interactionSid, state } = held.value;
  const [conversation, task, channel] = await Promise.all([
    twilio.conversations.fetch(conversationSid),
    findTask(twilio.tasks, conversationSid, held.value),
    interactionSid === undefined ? undefined : twilio.interactions.channel(interactionSid),
  ]);
  const known = task ? { ...held, value: { ...held.value, ...task.flex } } : held;
  if (!conversation || conversation.closed) {
    await closeInteraction(twilio.interactions, known, false);
    await records.remove(conversationSid);
    return 'closed';
  }
  const over = task ? task.status === 'canceled' : await cameToNothing(context, conversationSid, held, channel);
  if (over) {
    await handBack(context, conversationSid, known);
    return 'handed_back';
  }
  if (task) await completeRequest(context, conversationSid, held, task.flex);
  return task || state === 'opened' ? 'queued' : 'requested';
}

/** There is no task: not made, or ended and forgotten by TaskRouter. An interaction that was ended, others see to. */
async function cameToNothing(
  { twilio }: PursueRequest,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
  channel: InteractionChannel | undefined,
): Promise<boolean> {
  if (held.value.state === 'requested') return channel?.state === 'ended';
  if (channel?.state !== 'open') return false;
  const [attended, tasks] = await Promise.all([
    agentIsIn(twilio.conversations, conversationSid, held),
    twilio.tasks.ofConversation(conversationSid),
  ]);
  return (
    !attended && !tasks.some(({ status }) => status === 'pending' || status === 'reserved' || status === 'assigned')
  );
}
