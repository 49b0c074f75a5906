/** Who decides what an attribute of a task says: docs/task-attributes.md and docs/routing.md. */
export type AttributeOrigin =
  /** Our Functions, or a server with a key: free to route. */
  | 'us'
  /** Whoever transfers or invites: free to route. */
  | 'staff'
  /** One of the customer's own words, that may be compared with known values, and with nothing else. */
  | 'customer-choice'
  /** Text of the customer or about the customer: never routes. */
  | 'customer-text';

/** Every attribute that a workflow could name. What stands here under neither heading does not route. */
export const TASK_ATTRIBUTES: Readonly<Record<string, AttributeOrigin>> = {
  channelType: 'us',
  direction: 'us',
  conversationSid: 'us',
  handoffRef: 'us',
  handoffId: 'us',
  callSid: 'us',
  site: 'us',
  language: 'us',
  languageBase: 'us',
  verified: 'us',
  messageLeft: 'us',
  queue: 'us',
  video: 'us',
  lastAgentSid: 'us',
  reasonCode: 'us',
  sentiment: 'us',
  taskType: 'us',
  conversations: 'us',
  flexInteractionSid: 'us',
  flexInteractionChannelSid: 'us',
  flexChannelInviteSid: 'us',
  transferTargetType: 'staff',
  transferTargetSid: 'staff',
  transferQueueName: 'staff',
  workerSidsInConversation: 'staff',
  topic: 'customer-choice',
  name: 'customer-text',
  customerName: 'customer-text',
  from: 'customer-text',
  customerAddress: 'customer-text',
  customers: 'customer-text',
  typed: 'customer-text',
  summary: 'customer-text',
  reason: 'customer-text',
  rating: 'customer-text',
  callBackData: 'customer-text',
};
