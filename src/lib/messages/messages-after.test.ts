import { defaultSite } from '../../sites/default';
import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { CONVERSATION, CUSTOMER } from '../testing/handoff-setting';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { sealedChat } from '../testing/sealed-chat';
import { plainSid } from '../testing/sid';
import { messagesAfter } from './messages-after';

const keys = deriveKeys(configuration());
const session = {
  kind: 'session',
  site: defaultSite,
  session: { identity: CUSTOMER, conversationSid: CONVERSATION, site: 'default', end: 0 },
} as const;
const server = { kind: 'server', site: defaultSite } as const;

async function setting() {
  const twilio = new MemoryTwilio();
  const conversation = await sealedChat(
    twilio,
    keys,
    {},
    {
      participants: [{ sid: 'MB1', identity: CUSTOMER, attributes: '{}' }],
    },
  );
  for (const text of ['One', 'Two']) twilio.messages.add(conversation.sid, { author: CUSTOMER, text });
  const context = { twilio: twilio.parts, keys };
  return { twilio, conversation, context };
}

test('README example: what came after, by three calls side by side', async () => {
  const { twilio, context } = await setting();
  expect(await messagesAfter(context, session, { after: 0 })).toEqual({
    messages: [
      {
        messageSid: plainSid('IM', 2),
        index: 1,
        from: 'me',
        text: 'Two',
        attachments: [],
        at: '2026-11-20T10:00:00.000Z',
      },
    ],
    lastIndex: 1,
    state: 'open',
  });
  expect(twilio.log.waves()).toEqual([['conversations.fetch', 'conversations.participants', 'messages.after']]);
});

test('a server reads the chat that it names', async () => {
  const { context } = await setting();
  const read = await messagesAfter(context, server, { conversationSid: CONVERSATION, after: -1 });
  expect(read.messages.map(({ from, text }) => [from, text])).toEqual([
    ['me', 'One'],
    ['me', 'Two'],
  ]);
});

test('more than fit: says so', async () => {
  const { twilio, context } = await setting();
  for (let number = 0; number < 99; number += 1) twilio.messages.add(CONVERSATION, { text: 'x' });
  const read = await messagesAfter(context, session, { after: -1 });
  expect([read.messages.length, read.more, read.lastIndex]).toEqual([100, true, 100]);
});

test('a closed chat can be read to its end', async () => {
  const { conversation, context } = await setting();
  conversation.closed = true;
  expect(await messagesAfter(context, session, { after: 0 })).toMatchObject({ state: 'closed', lastIndex: 1 });
});

test('who is not in it reads nothing', async () => {
  const { conversation, context } = await setting();
  conversation.participants = [];
  expect(await refusal(messagesAfter(context, session, { after: -1 }))).toEqual([403, 'not_in_conversation']);
});

test('a server reads no chat of others', async () => {
  const { conversation, context } = await setting();
  conversation.attributes = '{}';
  const read = messagesAfter(context, server, { conversationSid: CONVERSATION, after: -1 });
  expect(await refusal(read)).toEqual([403, 'conversation_not_ours']);
});
