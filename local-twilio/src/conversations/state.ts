import type { ConversationsModel } from './model';

/** The model as plain JSON, for `GET /_local/state`. */
export function conversationsState(model: ConversationsModel): unknown {
  return {
    conversations: model.all().map((conversation) => ({
      ...conversation,
      timers: model.timers.dates(conversation),
      participants: [...conversation.participants.values()],
      messages: [...conversation.messages.values()],
      webhooks: [...conversation.webhooks.values()],
    })),
    users: model.users.all(),
  };
}
