import { byPage } from '../lib/auth/callers';
import { byCustomer } from '../lib/auth/customer-token';
import { byServer } from '../lib/auth/server-signature';
import { signSession } from '../lib/auth/session';
import { receiverOf } from '../lib/bridge/delivery';
import { CreateConversationInput, createConversation } from '../lib/chat/create-conversation';
import { handoffRecords, isHandedOver } from '../lib/handoff/handoff-record';
import { defineFunction } from '../lib/http/define-function';
import { badRequest } from '../lib/http/errors';
import { newChatContext } from '../lib/new-chat';
import { mintChatToken } from '../lib/twilio/access-token';

/**
 * Opens a chat: the conversation, its customer, its flow, and an Access Token for the Conversations SDK. The same
 * `requestId` gives the same conversation.
 */
export const handler = defineFunction({
  allow: [byPage, byCustomer, byServer],
  input: CreateConversationInput,
  run: async (run) => {
    const { input, caller, config, keys, twilio, now, note } = run;
    if (input.bridge && !receiverOf(config)) {
      throw badRequest('bridge_off', 'Set BRIDGE_URL and BRIDGE_SECRETS to use `bridge`.');
    }
    const records = handoffRecords(twilio.sync, now);
    const context = {
      ...newChatContext(run, caller.site),
      handedOver: (conversationSid: Parameters<typeof isHandedOver>[1]) => isHandedOver(records, conversationSid),
    };
    const { conversation, names } = await createConversation(context, caller, input);
    note({ conversationSid: conversation.sid });
    const { identity } = names;
    const end = Math.floor(now() / 1000) + config.SESSION_MAX_SECONDS;
    const lifetime = Math.min(config.TOKEN_TTL_SECONDS, config.SESSION_MAX_SECONDS);
    return {
      conversationSid: conversation.sid,
      identity,
      ...(await mintChatToken(config, identity, lifetime, now())),
      session: await signSession(
        keys,
        { identity, conversationSid: conversation.sid, site: caller.site.name, end },
        now(),
      ),
    };
  },
});
