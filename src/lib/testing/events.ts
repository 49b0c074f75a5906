import { CONVERSATION } from './handoff-setting';
import { plainSid } from './sid';

/** Parameters of Conversations' webhooks: https://www.twilio.com/docs/conversations/conversations-webhooks */
export const conversationEvent = (
  EventType: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> => ({
  EventType,
  AccountSid: plainSid('AC'),
  ChatServiceSid: plainSid('IS', 1),
  ConversationSid: CONVERSATION,
  Source: 'SDK',
  ...changes,
});

/** Parameters of TaskRouter's event callbacks: https://www.twilio.com/docs/taskrouter/api/event */
export const taskEvent = (
  EventType: string,
  attributes: object = { conversationSid: CONVERSATION },
  changes: Record<string, unknown> = {},
): Record<string, unknown> => ({
  EventType,
  AccountSid: plainSid('AC'),
  WorkspaceSid: plainSid('WS'),
  TaskSid: plainSid('WT'),
  TaskAttributes: JSON.stringify(attributes),
  ...changes,
});
