import { settleChat } from '../settle-chat';
import { conversationOf, onEvent, TaskEvent } from './event-handler';

/** A task is finished, perhaps without wrap-up. Without another agent, the chat is over. */
export const onTaskCompleted = onEvent('task.completed', TaskEvent, async (context, event) => {
  const conversationSid = conversationOf(event);
  context.note({ taskSid: event.TaskSid, conversationSid });
  if (conversationSid) await settleChat(context, conversationSid, 'agentLeft');
});
