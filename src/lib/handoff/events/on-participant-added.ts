import * as v from 'valibot';
import { isCustomerIdentity } from '../../auth/customer-identity';
import { ConversationSid } from '../../twilio/sids';
import { decodeIdentity, publishAgentProfile } from '../agent-profile';
import { rememberAgent } from '../known-agent';
import { onEvent } from './event-handler';

/** An agent joined: the customer's page learns the public name, and the agent is remembered. */
export const onParticipantAdded = onEvent(
  'onParticipantAdded',
  v.object({ ConversationSid, Identity: v.optional(v.string()) }),
  async (context, { ConversationSid: conversationSid, Identity }) => {
    if (!Identity || isCustomerIdentity(Identity)) return;
    const { twilio } = context;
    const worker = twilio.taskRouter.workerByName(decodeIdentity(Identity));
    await Promise.all([
      publishAgentProfile(twilio, conversationSid, Identity, worker),
      rememberAgent(context, conversationSid, worker),
    ]);
  },
);
