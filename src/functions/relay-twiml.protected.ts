import { byTwilio } from '../lib/auth/callers';
import { defineFunction } from '../lib/http/define-function';
import { RelayTwimlInput } from '../lib/voice/call-input';
import { relaySettings, relayTwiml } from '../lib/voice/relay-twiml';

/** A call is connected to the bot: the TwiML of a number, or of a flow's redirect. */
export const handler = defineFunction({
  allow: [byTwilio],
  input: RelayTwimlInput,
  run: async ({ input, config, now, note }) =>
    input.from === 'studio' ? relaySettings({ config, now, note }, input) : relayTwiml({ config, now, note }, input),
});
