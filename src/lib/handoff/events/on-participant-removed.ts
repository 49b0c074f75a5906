import * as v from 'valibot';
import { isCustomerIdentity } from '../../auth/customer-identity';
import { ConversationSid } from '../../twilio/sids';
import { settleChat } from '../settle-chat';
import { onEvent } from './event-handler';

/** An agent left. If nobody else is there or coming, the chat is over. */
export const onParticipantRemoved = onEvent(
  'onParticipantRemoved',
  v.object({ ConversationSid, Identity: v.optional(v.string()) }),
  async (context, { ConversationSid: conversationSid, Identity }) => {
    if (!Identity || isCustomerIdentity(Identity)) return;
    await settleChat(context, conversationSid, 'agentLeft');
  },
);
