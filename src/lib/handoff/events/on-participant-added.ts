import * as v from 'valibot';
import { isCustomerIdentity } from '../../auth/customer-identity';
import { ConversationSid } from '../../twilio/sids';
import { publishAgentProfile } from '../agent-profile';
import { onEvent } from './event-handler';

/** An agent joined: the customer's page learns the public name. */
export const onParticipantAdded = onEvent(
  'onParticipantAdded',
  v.object({ ConversationSid, Identity: v.optional(v.string()) }),
  async ({ twilio }, { ConversationSid: conversationSid, Identity }) => {
    if (!Identity || isCustomerIdentity(Identity)) return;
    await publishAgentProfile(twilio, conversationSid, Identity);
  },
);
