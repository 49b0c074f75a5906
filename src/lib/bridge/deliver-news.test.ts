import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { throttled, unanswered } from '../testing/failures';
import { AGENT, CONVERSATION, CUSTOMER } from '../testing/handoff-setting';
import { MemoryTwilio } from '../testing/memory-twilio';
import { sealedChat } from '../testing/sealed-chat';
import { plainSid } from '../testing/sid';
import { deliverNews, type News } from './deliver-news';

const keys = deriveKeys(configuration());
const DOCUMENT = `bridge.${CONVERSATION}`;

async function setting({ bridge = true } = {}) {
  const twilio = new MemoryTwilio();
  const conversation = await sealedChat(
    twilio,
    keys,
    { bridge },
    {
      participants: [
        { sid: 'MB1', identity: CUSTOMER, attributes: '{}' },
        { sid: 'MB2', identity: AGENT, attributes: '{"public":{"name":"Jane"}}' },
      ],
    },
  );
  const posted: News[] = [];
  let takes = true;
  const context = {
    twilio: twilio.parts,
    keys,
    now: twilio.clock.now,
    post: async (body: string) => {
      posted.push(JSON.parse(body) as News);
      return takes;
    },
  };
  return {
    twilio,
    conversation,
    posted,
    takesNothing: (nothing = true) => {
      takes = !nothing;
    },
    says: (author: string, text: string) => twilio.messages.add(CONVERSATION, { author, text }),
    deliver: () => deliverNews(context, CONVERSATION),
    texts: () => posted.map(({ messages }) => messages.map(({ text }) => text)),
    acknowledged: () => (twilio.sync.documents.get(DOCUMENT)?.data as { value: unknown } | undefined)?.value,
  };
}

test('README example: what the flow and the agent said, not what the customer did, and then nothing anew', async () => {
  const { twilio, posted, says, deliver, acknowledged } = await setting();
  says(CUSTOMER, 'Hello');
  says('system', 'Welcome');
  says(AGENT, 'I am Jane');
  says(CUSTOMER, 'Hi Jane');
  expect(await deliver()).toBe('delivered');
  const at = '2026-11-20T10:00:00.000Z';
  expect(posted).toEqual([
    {
      conversationSid: CONVERSATION,
      messages: [
        { messageSid: plainSid('IM', 2), index: 1, from: 'assistant', text: 'Welcome', attachments: [], at },
        {
          messageSid: plainSid('IM', 3),
          index: 2,
          from: 'agent',
          name: 'Jane',
          text: 'I am Jane',
          attachments: [],
          at,
        },
      ],
      state: 'open',
      last: 3,
    },
  ]);
  expect(twilio.log.waves()).toEqual([
    ['conversations.fetch', 'conversations.participants', 'sync.fetch'],
    ['messages.after'],
    ['sync.create'],
  ]);
  expect(acknowledged()).toEqual({ last: 3, closed: false });
  expect(await deliver()).toBe('nothing_new');
  expect(posted).toHaveLength(1);
});

test('what was not taken is told again with the next news', async () => {
  const { takesNothing, says, deliver, texts, acknowledged } = await setting();
  takesNothing();
  says('system', 'One');
  expect(await deliver()).toBe('not_taken');
  says('system', 'Two');
  expect(await deliver()).toBe('not_taken');
  expect(acknowledged()).toBeUndefined();
  takesNothing(false);
  says('system', 'Three');
  expect(await deliver()).toBe('delivered');
  expect(texts()).toEqual([['One'], ['One', 'Two'], ['One', 'Two', 'Three']]);
});

test('the end is told once, also without words', async () => {
  const { conversation, posted, says, deliver, acknowledged } = await setting();
  says('system', 'Bye');
  await deliver();
  conversation.closed = true;
  expect([await deliver(), await deliver()]).toEqual(['delivered', 'nothing_new']);
  expect(posted.map(({ messages, state, last }) => [messages.length, state, last])).toEqual([
    [1, 'open', 0],
    [0, 'closed', 0],
  ]);
  expect(acknowledged()).toEqual({ last: 0, closed: true });
});

test('the end of a chat in which nobody spoke', async () => {
  const { conversation, posted, deliver } = await setting();
  conversation.closed = true;
  await deliver();
  expect(posted).toEqual([{ conversationSid: CONVERSATION, messages: [], state: 'closed', last: -1 }]);
});

test('more than fit go in several, and the end with the last one', async () => {
  const { conversation, posted, says, deliver } = await setting();
  for (let number = 0; number < 150; number += 1) says('system', `${number}`);
  conversation.closed = true;
  expect(await deliver()).toBe('delivered');
  expect(posted.map(({ messages, last, more, state }) => [messages.length, last, more, state])).toEqual([
    [100, 99, true, 'open'],
    [50, 149, undefined, 'closed'],
  ]);
});

test('many words of the customer alone are passed over', async () => {
  const { posted, says, deliver } = await setting();
  for (let number = 0; number < 120; number += 1) says(CUSTOMER, `${number}`);
  says('system', 'At last');
  await deliver();
  expect(posted.map(({ messages }) => messages.map(({ text }) => text))).toEqual([['At last']]);
});

test('a chat that is not bridged, has no seal, or is gone, is told nobody', async () => {
  const plain = await setting({ bridge: false });
  plain.says('system', 'Welcome');
  expect(await plain.deliver()).toBe('not_bridged');
  const forged = await setting();
  forged.conversation.attributes = '{"handoff":"x","bridge":true}';
  forged.says('system', 'Welcome');
  expect(await forged.deliver()).toBe('not_bridged');
  const gone = await setting();
  gone.twilio.conversations.kept.splice(0);
  expect(await gone.deliver()).toBe('not_bridged');
  expect([...plain.posted, ...forged.posted, ...gone.posted]).toEqual([]);
});

describe('two deliveries side by side', () => {
  test('what is acknowledged never goes back', async () => {
    const { twilio, says, deliver, acknowledged } = await setting();
    says('system', 'One');
    await deliver();
    says('system', 'Two');
    twilio.log.before('sync.update', () => {
      const kept = twilio.sync.documents.get(DOCUMENT);
      if (!kept) throw new Error('It is there');
      const data = { value: { last: 7, closed: true }, expiresAt: Number.MAX_SAFE_INTEGER };
      twilio.sync.documents.set(DOCUMENT, { ...kept, data, revision: kept.revision + 1 });
    });
    expect(await deliver()).toBe('delivered');
    expect(acknowledged()).toEqual({ last: 7, closed: true });
  });

  test('both may be the first', async () => {
    const { says, deliver, acknowledged } = await setting();
    says('system', 'One');
    expect(await Promise.all([deliver(), deliver()])).toEqual(['delivered', 'delivered']);
    expect(acknowledged()).toEqual({ last: 0, closed: false });
  });
});

test.each([
  ['throttled', throttled()],
  ['unanswered', unanswered()],
])('an acknowledgement that cannot be kept (%s) means to tell it again', async (_what, error) => {
  const { twilio, says, deliver, texts } = await setting();
  says('system', 'One');
  twilio.log.fail('sync.create', error, 1);
  await expect(deliver()).rejects.toThrow();
  expect(await deliver()).toBe('delivered');
  expect(texts()).toEqual([['One'], ['One']]);
});
