import { START } from '../testing/clock';
import { throttled } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { checkRefresh, tokenLifetime } from './refresh-token';

const IDENTITY = 'customer_1';
const seconds = Math.floor(START / 1000);

function setting() {
  const twilio = new MemoryTwilio();
  const conversation = twilio.conversations.given({
    participants: [{ sid: 'MB1', identity: IDENTITY, attributes: '{}' }],
  });
  const session = { identity: IDENTITY, conversationSid: conversation.sid, site: 'default', end: seconds + 600 };
  return { twilio, log: twilio.log, conversation, session, check: () => checkRefresh(twilio.parts, session) };
}

test('README example: open and still in it, learned by two calls side by side', async () => {
  const { log, conversation, check } = setting();
  await expect(check()).resolves.toBeUndefined();
  expect(log.waves()).toEqual([['conversations.fetch', 'conversations.participant']]);
  expect(log.of('conversations.participant')).toEqual([[conversation.sid, IDENTITY]]);
});

test('a closed conversation gives no token', async () => {
  const { conversation, check } = setting();
  conversation.closed = true;
  expect(await refusal(check())).toEqual([410, 'conversation_closed']);
});

test('a removed conversation gives no token', async () => {
  const { twilio, check } = setting();
  twilio.conversations.kept.splice(0);
  expect(await refusal(check())).toEqual([410, 'conversation_closed']);
});

test('who was removed from it gets no token', async () => {
  const { conversation, check } = setting();
  conversation.participants = [{ sid: 'MB1', identity: 'customer_2', attributes: '{}' }];
  expect(await refusal(check())).toEqual([403, 'not_in_conversation']);
});

test.each(['conversations.fetch', 'conversations.participant'])(
  'when %s fails, nothing is given on trust',
  async (call) => {
    const { log, check } = setting();
    log.fail(call, throttled());
    await expect(check()).rejects.toThrow('Too many requests');
  },
);

test.each([
  ['as configured', 3600, 7200, 3600],
  ['until the session ends', 3600, 600, 600],
  ['both the same', 3600, 3600, 3600],
  ['a second at least', 3600, 0, 1],
])('a token lives %s: of %i s and a session of %i s, %i s', (_, configured, left, lifetime) => {
  const { session } = setting();
  expect(tokenLifetime(configured, { ...session, end: seconds + left }, START)).toBe(lifetime);
});

test('parts of a second do not make a lifetime that is no whole number', () => {
  const { session } = setting();
  expect(tokenLifetime(3600, session, START + 1500)).toBe(599);
});
