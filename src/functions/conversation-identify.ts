import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { verifyCustomer } from '../lib/auth/customer-token';
import { bySession } from '../lib/auth/session';
import { identifyCustomer } from '../lib/customer/identify-customer';
import { TaskSearchTurns } from '../lib/customer/task-search-turns';
import { defineFunction } from '../lib/http/define-function';

/** A visitor logs in in the middle of a chat: anonymous becomes verified, and the agent sees it. */
export const handler = defineFunction({
  allow: [bySession],
  input: v.strictObject({
    session: v.pipe(v.string(), v.maxLength(4096)),
    customerToken: v.pipe(v.string(), v.maxLength(4096)),
  }),
  run: async ({ input, caller: { session, site }, config, keys, twilio, now, note }) => {
    note({ conversationSid: session.conversationSid });
    const customer = await verifyCustomer(config, input.customerToken, now());
    const turns = new TaskSearchTurns(twilio.sync, now);
    return identifyCustomer({ twilio, turns, keys, locale: site.locale, randomId: randomUUID }, session, customer);
  },
});
