/** What our own webhook hears of a conversation; a flow hears the messages. */
export const WEBHOOK_EVENTS = ['onConversationStateUpdated', 'onParticipantAdded', 'onParticipantRemoved'];
