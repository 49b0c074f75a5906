import * as v from 'valibot';
import { InteractionChannelSid, InteractionSid } from '../../twilio/sids';
import { storeOpened } from '../opened';
import { removeStudioWebhooks } from '../remove-studio-webhooks';
import { conversationOf, onEvent, TaskEvent } from './event-handler';

const FlexAttributes = v.object({
  flexInteractionSid: InteractionSid,
  flexInteractionChannelSid: v.optional(InteractionChannelSid),
});

/** Flex made the task. If the flow could not tell us so itself, we learn it here. */
export const onTaskCreated = onEvent('task.created', TaskEvent, async ({ twilio, records, note }, event) => {
  const conversationSid = conversationOf(event);
  const flex = v.safeParse(FlexAttributes, event.TaskAttributes);
  note({ taskSid: event.TaskSid, conversationSid });
  if (!conversationSid || !flex.success) return;
  const held = await records.read(conversationSid);
  if (held?.value.state !== 'claimed') return;
  const { flowSid, executionSid } = held.value;
  const { flexInteractionSid: interactionSid, flexInteractionChannelSid: channelSid } = flex.output;
  await storeOpened(records, { conversationSid, flowSid, executionSid, interactionSid }, channelSid);
  await removeStudioWebhooks(twilio.conversations, conversationSid);
});
