import type { Conversations } from '../twilio/conversations';
import type { ConversationSid } from '../twilio/sids';

/** From now on no message starts a flow. */
export async function removeStudioWebhooks(
  conversations: Pick<Conversations, 'webhooks' | 'removeWebhook'>,
  conversationSid: ConversationSid,
): Promise<void> {
  const webhooks = await conversations.webhooks(conversationSid);
  const studio = webhooks.filter(({ target }) => target === 'studio');
  await Promise.all(studio.map(({ sid }) => conversations.removeWebhook(conversationSid, sid)));
}
