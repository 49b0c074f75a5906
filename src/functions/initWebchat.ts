import { randomUUID } from 'node:crypto';
import { byPage } from '../lib/auth/callers';
import { webChatNames } from '../lib/auth/customer-identity';
import { createConversation } from '../lib/chat/create-conversation';
import { defineFunction } from '../lib/http/define-function';
import { unauthorized } from '../lib/http/errors';
import { newChatContext } from '../lib/new-chat';
import { mintChatToken } from '../lib/twilio/access-token';
import { beginWebChat } from '../lib/web-chat/begin-web-chat';
import { webChatAnswer } from '../lib/web-chat/web-chat-answer';
import { InitWebChatInput, openingWebChat } from '../lib/web-chat/web-chat-form';

/** What the client of twilio-webchat-react-app asks when its form is sent. docs/web-chat.md */
export const handler = defineFunction({
  allow: [byPage],
  siteByOrigin: true,
  input: InitWebChatInput,
  run: async (run) => {
    const { input, caller, config, twilio, now, note } = run;
    if (config.CUSTOMER_TOKEN_REQUIRED) {
      throw unauthorized(
        'customer_token_required',
        'CUSTOMER_TOKEN_REQUIRED is true, and this web chat knows no customer tokens.',
      );
    }
    const opening = openingWebChat(input, caller.site.limits.messageCharacters);
    const { conversation, names } = await createConversation(
      {
        ...newChatContext(run, caller.site),
        // A request id of this very request finds nothing that was there before.
        handedOver: async () => false,
        namesOf: webChatNames,
      },
      caller,
      {
        requestId: randomUUID(),
        customer: opening.customer,
        preEngagement: opening.preEngagement,
        challenge: input.challenge,
      },
    );
    note({ conversationSid: conversation.sid });
    await beginWebChat({ twilio, note }, conversation.sid, names.identity, opening);
    const lifetime = Math.min(config.TOKEN_TTL_SECONDS, config.SESSION_MAX_SECONDS);
    return {
      conversationSid: conversation.sid,
      identity: names.identity,
      ...webChatAnswer(await mintChatToken(config, names.identity, lifetime, now())),
    };
  },
});
