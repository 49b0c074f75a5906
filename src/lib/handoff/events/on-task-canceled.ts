import { settleChat } from '../settle-chat';
import { conversationOf, onEvent, TaskEvent } from './event-handler';

/** Nobody took the task, or the transfer came to nothing. Without an agent or another offer, the chat is over. */
export const onTaskCanceled = onEvent('task.canceled', TaskEvent, async (context, event) => {
  const conversationSid = conversationOf(event);
  context.note({ taskSid: event.TaskSid, conversationSid });
  if (conversationSid) await settleChat(context, conversationSid, 'queueTimeout');
});
