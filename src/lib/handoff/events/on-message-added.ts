import * as v from 'valibot';
import { ConversationSid } from '../../twilio/sids';
import { onEvent } from './event-handler';

/** In bridge mode alone we listen to messages: the receiver learns what is new, whoever has said it. */
export const onMessageAdded = onEvent(
  'onMessageAdded',
  v.object({ ConversationSid }),
  async ({ delivery, note }, { ConversationSid: conversationSid }) => {
    note({ conversationSid });
    await delivery.deliver(conversationSid);
  },
);
