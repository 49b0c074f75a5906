import { settleChat } from '../settle-chat';
import { conversationOf, onEvent, TaskEvent } from './event-handler';

/** An agent is done. Without another one, the chat is over. */
export const onTaskWrapup = onEvent('task.wrapup', TaskEvent, async (context, event) => {
  const conversationSid = conversationOf(event);
  context.note({ taskSid: event.TaskSid, conversationSid });
  if (conversationSid) await settleChat(context, conversationSid, 'agentLeft');
});
