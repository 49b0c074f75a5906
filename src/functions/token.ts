import { signSession } from '../lib/auth/session';
import { checkRefresh, RefreshTokenInput, tokenLifetime } from '../lib/chat/refresh-token';
import { defineFunction } from '../lib/http/define-function';
import { mintChatToken } from '../lib/twilio/access-token';

/** Another Access Token for the same identity, as long as its conversation is open, it is in it, and the session lasts. */
export const handler = defineFunction({
  allow: ['session'],
  input: RefreshTokenInput,
  run: async ({ caller: { session }, config, keys, twilio, now, note }) => {
    note({ conversationSid: session.conversationSid });
    await checkRefresh(twilio, session);
    const lifetime = tokenLifetime(config.TOKEN_TTL_SECONDS, session, now());
    return {
      conversationSid: session.conversationSid,
      identity: session.identity,
      ...mintChatToken(config, session.identity, lifetime, now()),
      session: await signSession(keys, session, now()),
    };
  },
});
