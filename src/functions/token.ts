import * as v from 'valibot';
import { challengeOf } from '../lib/abuse/site-challenge';
import { byPage } from '../lib/auth/callers';
import { byCustomer } from '../lib/auth/customer-token';
import { bySession, signSession } from '../lib/auth/session';
import { EARLY_TOKEN_SECONDS, earlyIdentity, StartedAt } from '../lib/chat/early-token';
import { checkRefresh, tokenLifetime } from '../lib/chat/refresh-token';
import { RequestId } from '../lib/chat/request-id';
import { defineFunction } from '../lib/http/define-function';
import { mintChatToken } from '../lib/twilio/access-token';

/**
 * With a session: another Access Token for the same identity, as long as its conversation is open, it is in it, and the
 * session lasts. With the `requestId` of a chat that is just being made: a short one to connect with meanwhile.
 */
export const handler = defineFunction({
  allow: [bySession, byPage, byCustomer],
  input: v.strictObject({
    session: v.optional(v.pipe(v.string(), v.maxLength(4096))),
    requestId: v.optional(RequestId),
    startedAt: v.optional(StartedAt),
    site: v.optional(v.pipe(v.string(), v.maxLength(64))),
    customerToken: v.optional(v.pipe(v.string(), v.maxLength(4096))),
  }),
  run: async ({ input, caller, config, keys, twilio, now, note }) => {
    if (caller.kind !== 'session') {
      const challenge = challengeOf(caller.site, config) !== undefined;
      const identity = earlyIdentity({ keys, now: now(), challenge }, caller, input);
      return { identity, ...(await mintChatToken(config, identity, EARLY_TOKEN_SECONDS, now())) };
    }
    const { session } = caller;
    note({ conversationSid: session.conversationSid });
    await checkRefresh(twilio, session);
    const lifetime = tokenLifetime(config.TOKEN_TTL_SECONDS, session, now());
    return {
      conversationSid: session.conversationSid,
      identity: session.identity,
      ...(await mintChatToken(config, session.identity, lifetime, now())),
      session: await signSession(keys, session, now()),
    };
  },
});
