import * as v from 'valibot';
import { siteChallenge } from '../lib/abuse/visitor-admission';
import { byPage } from '../lib/auth/callers';
import { defineFunction } from '../lib/http/define-function';

/** What a visitor of this site has to solve before a chat, if anything. */
export const handler = defineFunction({
  allow: [byPage],
  input: v.strictObject({ site: v.optional(v.pipe(v.string(), v.maxLength(64))) }),
  run: async ({ caller: { site }, config, keys, twilio, deadline, now }) => {
    const challenge = siteChallenge({ config, keys, twilio, deadline, now }, site);
    return challenge ? challenge.forPage() : { provider: 'none' };
  },
});
