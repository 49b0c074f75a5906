import { webChatName, webChatNames } from '../auth/customer-identity';
import { deriveKeys } from '../auth/keys';
import { START } from '../testing/clock';
import { configuration } from '../testing/configuration';
import { throttled } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { mintChatToken } from '../twilio/access-token';
import { refreshWebChat } from './refresh-web-chat';

const config = configuration({ SESSION_MAX_SECONDS: '7200' });
const keys = deriveKeys(config);
const names = webChatNames(keys, 'one');

function setting() {
  const twilio = new MemoryTwilio();
  const conversation = twilio.conversations.given({
    uniqueName: names.uniqueName,
    participants: [{ sid: 'MB1', identity: names.identity, attributes: '{}' }],
  });
  const context = { twilio: twilio.parts, config, keys, now: twilio.clock.now };
  const refresh = async (identity = names.identity) =>
    refreshWebChat(context, (await mintChatToken(config, identity, 60, START)).token);
  return { twilio, conversation, refresh };
}

test('README example: the token leads to its conversation, by two calls', async () => {
  const { twilio, conversation, refresh } = setting();
  expect(await refresh()).toEqual({ identity: names.identity, conversationSid: conversation.sid, lifetime: 3600 });
  expect(twilio.log.waves()).toEqual([['conversations.fetch'], ['conversations.participant']]);
  expect(twilio.log.of('conversations.fetch')).toEqual([[webChatName(keys, names.identity)]]);
});

test('not for ever: two hours after the chat was opened it is over', async () => {
  const { twilio, refresh } = setting();
  twilio.clock.milliseconds += 7_000_000;
  expect((await refresh()).lifetime).toBe(200);
  twilio.clock.milliseconds += 199_000;
  expect((await refresh()).lifetime).toBe(1);
  twilio.clock.milliseconds += 1000;
  expect(await refusal(refresh())).toEqual([401, 'session_expired']);
});

test('the token of somebody who has opened no web chat is worth nothing here', async () => {
  expect(await refusal(setting().refresh(`customer_${'0'.repeat(32)}`))).toEqual([403, 'token_invalid']);
});

test('nobody gets one for a chat that is over, or that they left', async () => {
  const { conversation, refresh } = setting();
  conversation.participants = [];
  expect(await refusal(refresh())).toEqual([403, 'not_in_conversation']);
  conversation.closed = true;
  expect(await refusal(refresh())).toEqual([410, 'conversation_closed']);
});

test.each(['conversations.fetch', 'conversations.participant'])(
  'when %s fails, nothing is given on trust',
  async (call) => {
    const { twilio, refresh } = setting();
    twilio.log.fail(call, throttled());
    await expect(refresh()).rejects.toThrow('Too many requests');
  },
);
