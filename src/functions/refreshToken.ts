import { byPage } from '../lib/auth/callers';
import { defineFunction } from '../lib/http/define-function';
import { mintChatToken } from '../lib/twilio/access-token';
import { RefreshWebChatInput, refreshWebChat } from '../lib/web-chat/refresh-web-chat';
import { webChatAnswer } from '../lib/web-chat/web-chat-answer';

/** What the client of twilio-webchat-react-app asks shortly before its token expires. docs/web-chat.md */
export const handler = defineFunction({
  allow: [byPage],
  siteByOrigin: true,
  input: RefreshWebChatInput,
  run: async ({ input, config, keys, twilio, now, note }) => {
    const { identity, conversationSid, lifetime } = await refreshWebChat({ twilio, config, keys, now }, input.token);
    note({ conversationSid });
    return webChatAnswer(await mintChatToken(config, identity, lifetime, now()));
  },
});
