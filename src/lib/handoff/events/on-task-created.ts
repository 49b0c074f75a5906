import type { Stored } from '../../state/documents';
import type { ConversationSid } from '../../twilio/sids';
import { completeRequest } from '../complete-request';
import { type FoundTask, toFoundTask } from '../find-task';
import { type AskedHandoff, isAsked } from '../handoff-record';
import { storeOpened } from '../opened';
import { removeStudioWebhooks } from '../remove-studio-webhooks';
import { conversationOf, type EventContext, onEvent, TaskEvent } from './event-handler';

/** Flex made the task. If the flow or /conversation-handoff could not tell us so, we learn it here. */
export const onTaskCreated = onEvent('task.created', TaskEvent, async (context, event) => {
  const { twilio, records, note } = context;
  const conversationSid = conversationOf(event);
  const task = toFoundTask({ status: 'pending', attributes: event.TaskAttributes });
  note({ taskSid: event.TaskSid, conversationSid });
  if (!conversationSid || !task) return;
  const { handoffId } = event.TaskAttributes;
  const held = await records.read(conversationSid);
  if (isAsked(held)) {
    if (handoffId === held.value.request.id) await taskOfRequest(context, conversationSid, held, task.flex);
  } else if (held?.value.state === 'claimed') {
    const { flowSid, executionSid } = held.value;
    const { interactionSid, channelSid } = task.flex;
    await storeOpened(records, { conversationSid, flowSid, executionSid, interactionSid }, channelSid);
    await removeStudioWebhooks(twilio.conversations, conversationSid);
  } else if (!held && handoffId !== undefined) {
    await endIfOver(context, conversationSid, task.flex);
  }
});

/** Where the answer of Flex was lost and it was asked again, there may be two: the first that is seen stays. */
async function taskOfRequest(
  context: EventContext,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
  flex: FoundTask['flex'],
): Promise<void> {
  const { interactionSid } = held.value;
  if (interactionSid === undefined || interactionSid === flex.interactionSid) {
    return completeRequest(context, conversationSid, held, flex);
  }
  context.note({ problem: `A second interaction ${flex.interactionSid} of one hand-off` });
  if (flex.channelSid) await context.twilio.interactions.park(flex.interactionSid, flex.channelSid);
}

/** The chat ended before Flex answered: nobody knew of this interaction. */
async function endIfOver(
  { twilio }: EventContext,
  conversationSid: ConversationSid,
  { interactionSid, channelSid }: FoundTask['flex'],
): Promise<void> {
  const conversation = await twilio.conversations.fetch(conversationSid);
  if (conversation && !conversation.closed) return;
  if (channelSid) await twilio.interactions.close(interactionSid, channelSid, 'closed');
}
