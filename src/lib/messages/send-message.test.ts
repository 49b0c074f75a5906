import { defaultSite } from '../../sites/default';
import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { refused, throttled, unanswered } from '../testing/failures';
import { CONVERSATION, CUSTOMER } from '../testing/handoff-setting';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { sealedChat } from '../testing/sealed-chat';
import { plainSid } from '../testing/sid';
import { sendMessage } from './send-message';

const keys = deriveKeys(configuration());
const REQUEST = '3d5d5b7e-6d49-4c53-9c39-2f6a3a1b7e11';
const DOCUMENT = `message.${CONVERSATION}.${REQUEST}`;
const session = {
  kind: 'session',
  site: defaultSite,
  session: { identity: CUSTOMER, conversationSid: CONVERSATION, site: 'default', end: 0 },
} as const;
const server = { kind: 'server', site: defaultSite } as const;

async function setting({ bridge = false } = {}) {
  const twilio = new MemoryTwilio();
  const conversation = await sealedChat(
    twilio,
    keys,
    { bridge },
    {
      participants: [{ sid: 'MB1', identity: CUSTOMER, attributes: '{}' }],
    },
  );
  const events: string[] = [];
  let requests = 0;
  const context = {
    twilio: twilio.parts,
    undo: twilio.parts,
    keys,
    now: twilio.clock.now,
    randomId: () => `request-${++requests}`,
    hasReachedAgents: async () => false,
    untilFlowIsDone: async () => {
      events.push('waited');
    },
  };
  const send = (text = 'Hello', requestId = REQUEST, caller: typeof session | typeof server = session) =>
    sendMessage(context, caller, { requestId, text, ...(caller === server && { conversationSid: CONVERSATION }) });
  const texts = () => conversation.messages.map(({ text }) => text);
  return { twilio, conversation, context, events, send, texts };
}

test('README example: written in the name of the customer, by five calls, two deep', async () => {
  const { twilio, conversation, send } = await setting();
  expect(await send()).toEqual({ messageSid: plainSid('IM', 1), index: 0 });
  expect(conversation.messages).toEqual([
    expect.objectContaining({ author: CUSTOMER, text: 'Hello', attributes: JSON.stringify({ requestId: REQUEST }) }),
  ]);
  expect(twilio.log.waves()).toEqual([
    ['conversations.fetch', 'conversations.participants', 'messages.last', 'sync.create'],
    ['messages.send'],
  ]);
  expect(twilio.sync.documents.get(DOCUMENT)?.ttl).toBe(24 * 3600);
});

test('a server writes in the name of the customer whom the seal names', async () => {
  const { conversation, send } = await setting();
  await send('Hello', REQUEST, server);
  expect(conversation.messages.map(({ author }) => author)).toEqual([CUSTOMER]);
});

describe('a repeat', () => {
  test('finds what was sent', async () => {
    const { send, texts } = await setting();
    const first = await send();
    expect(await send()).toEqual(first);
    expect(await send('Hello', REQUEST.toUpperCase())).toEqual(first);
    expect(texts()).toEqual(['Hello']);
  });

  test('finds it also when the chat has ended since, or is full', async () => {
    const { conversation, send } = await setting();
    const first = await send();
    conversation.closed = true;
    expect(await send()).toEqual(first);
  });

  test('is not needed where Twilio has written it and only its answer was lost', async () => {
    const { twilio, send, texts } = await setting();
    twilio.log.loseAnswer('messages.send', unanswered(), 1);
    expect(await send()).toEqual({ messageSid: plainSid('IM', 1), index: 0 });
    expect(texts()).toEqual(['Hello']);
  });

  test('finds it also when it was not there yet', async () => {
    const { twilio, send, texts } = await setting();
    twilio.log.loseAnswer('messages.send', unanswered(), 1);
    twilio.log.fail('messages.since', unanswered(), 1);
    await expect(send()).rejects.toThrow('No answer');
    expect(await send()).toMatchObject({ index: 0 });
    expect(texts()).toEqual(['Hello']);
  });

  test('of one that may still be written waits 3 s, and sends then', async () => {
    const { twilio, send, texts } = await setting();
    twilio.log.fail('messages.send', unanswered(), 1);
    await expect(send()).rejects.toThrow('No answer');
    twilio.clock.milliseconds += 2999;
    expect(await refusal(send())).toEqual([503, 'message_on_its_way']);
    twilio.clock.milliseconds += 1;
    expect(await send()).toMatchObject({ index: 0 });
    expect(texts()).toEqual(['Hello']);
  });

  test('of one that is still at work waits, and sends when that has died', async () => {
    const { twilio, send, texts } = await setting();
    twilio.log.fail('messages.send', unanswered(), 1);
    twilio.log.fail('sync.update', unanswered(), 1);
    await expect(send()).rejects.toThrow('No answer');
    twilio.clock.milliseconds += 14_999;
    expect(await refusal(send())).toEqual([503, 'message_on_its_way']);
    expect(texts()).toEqual([]);
    twilio.clock.milliseconds += 1;
    expect(await send()).toMatchObject({ index: 0 });
    expect(texts()).toEqual(['Hello']);
  });

  test('knows its own claim when only the answer to it was lost', async () => {
    const { twilio, send, texts } = await setting();
    const { create } = twilio.sync.port;
    twilio.sync.port.create = async (...document) => {
      await create(...document);
      return undefined; // asked again, Sync says that the name is taken
    };
    expect(await send()).toMatchObject({ index: 0 });
    expect(texts()).toEqual(['Hello']);
  });

  test('knows that it has taken over when only the answer to that was lost', async () => {
    const { twilio, send, texts } = await setting();
    twilio.log.fail('messages.send', unanswered(), 1);
    await expect(send()).rejects.toThrow('No answer');
    twilio.clock.milliseconds += 20_000;
    const { update } = twilio.sync.port;
    twilio.sync.port.update = async (...document) => {
      await update(...document);
      return undefined; // asked again, Sync says that it has changed
    };
    expect(await send()).toMatchObject({ index: 0 });
    expect(texts()).toEqual(['Hello']);
  });

  test('looks further back before it sends again: others may have said much since', async () => {
    const { twilio, send, texts } = await setting();
    const first = await send();
    twilio.clock.milliseconds += 20_000;
    for (let number = 0; number < 80; number += 1) twilio.messages.add(CONVERSATION, { text: 'agent' });
    expect(await send()).toEqual(first);
    expect(texts().filter((text) => text === 'Hello')).toHaveLength(1);
  });

  test('however often it comes, and however late', async () => {
    const { twilio, send, texts } = await setting();
    const first = await send();
    for (let repeat = 0; repeat < 3; repeat += 1) {
      twilio.clock.milliseconds += 10 * 60_000;
      for (let number = 0; number < 80; number += 1) twilio.messages.add(CONVERSATION, { text: 'agent' });
      expect(await send()).toEqual(first);
    }
    expect(texts().filter((text) => text === 'Hello')).toHaveLength(1);
  });

  test('that could not look far enough leaves it to the next one', async () => {
    const { twilio, send, texts } = await setting();
    const first = await send();
    for (let number = 0; number < 80; number += 1) twilio.messages.add(CONVERSATION, { text: 'agent' });
    twilio.clock.milliseconds += 20_000;
    twilio.log.fail('messages.since', unanswered(), 1);
    await expect(send()).rejects.toThrow('No answer');
    expect(await send()).toEqual(first);
    expect(texts().filter((text) => text === 'Hello')).toHaveLength(1);
  });

  test('two repeats at once: one sends', async () => {
    const { twilio, send, texts } = await setting();
    twilio.log.fail('messages.send', unanswered(), 1);
    await expect(send()).rejects.toThrow('No answer');
    twilio.clock.milliseconds += 20_000;
    const results = await Promise.allSettled([send(), send()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(texts()).toEqual(['Hello']);
  });

  test('of what an agent claims to be is not believed', async () => {
    const { twilio, send } = await setting();
    twilio.messages.add(CONVERSATION, { author: 'agent', attributes: JSON.stringify({ requestId: REQUEST }) });
    expect(await send()).toMatchObject({ index: 1 });
  });
});

describe('what is refused leaves no claim behind', () => {
  test('in a closed chat', async () => {
    const { twilio, conversation, send } = await setting();
    conversation.closed = true;
    expect(await refusal(send())).toEqual([410, 'conversation_closed']);
    expect(twilio.sync.documents.size).toBe(0);
  });

  test('in one that is gone', async () => {
    const { twilio, send } = await setting();
    twilio.log.before('conversations.participants', () => twilio.conversations.kept.splice(0));
    twilio.log.fail('messages.last', refused(404, 20404));
    await expect(send()).rejects.toThrow();
    expect(twilio.sync.documents.size).toBe(0);
  });

  test('in one that closes in the same moment', async () => {
    const { twilio, conversation, send } = await setting();
    twilio.log.before('messages.send', () => {
      conversation.closed = true;
    });
    twilio.log.fail('messages.send', refused(400, 50_377));
    expect(await refusal(send())).toEqual([410, 'conversation_closed']);
    expect(twilio.sync.documents.size).toBe(0);
  });

  test('in one that is removed in the same moment', async () => {
    const { twilio, send } = await setting();
    twilio.log.before('messages.send', () => twilio.conversations.kept.splice(0));
    twilio.log.fail('messages.send', refused(404, 20404));
    expect(await refusal(send())).toEqual([410, 'conversation_closed']);
    expect(twilio.sync.documents.size).toBe(0);
  });

  test('by somebody who is not in it', async () => {
    const { twilio, conversation, send } = await setting();
    conversation.participants = [{ sid: 'MB2', identity: 'agent', attributes: '{}' }];
    expect(await refusal(send())).toEqual([403, 'not_in_conversation']);
    expect(twilio.sync.documents.size).toBe(0);
  });

  test('by a server whose chat it is not', async () => {
    const { twilio, conversation, send } = await setting();
    conversation.attributes = '{}';
    expect(await refusal(send('Hello', REQUEST, server))).toEqual([403, 'conversation_not_ours']);
    expect(twilio.sync.documents.size).toBe(0);
  });

  test('of too many characters', async () => {
    const { twilio, send } = await setting();
    expect(await refusal(send('x'.repeat(4001)))).toEqual([400, 'message_too_long']);
    expect(twilio.sync.documents.size).toBe(0);
  });

  test('above the rate: the same request goes through a minute later', async () => {
    const { twilio, send, texts } = await setting();
    for (let number = 0; number < 30; number += 1) twilio.messages.add(CONVERSATION, { author: CUSTOMER, text: 'x' });
    expect(await refusal(send())).toEqual([429, 'too_many_messages']);
    expect(twilio.sync.documents.size).toBe(0);
    twilio.clock.milliseconds += 60_000;
    await send();
    expect(texts().at(-1)).toBe('Hello');
  });

  test('of too many before an agent was asked', async () => {
    const { twilio, context, send } = await setting();
    for (let number = 0; number < 50; number += 1) twilio.messages.add(CONVERSATION, { text: 'x' });
    expect(await refusal(send())).toEqual([429, 'no_agent_asked']);
    expect(twilio.sync.documents.size).toBe(0);
    context.hasReachedAgents = async () => true;
    expect(await send()).toMatchObject({ index: 50 });
  });

  test.each(['conversations.fetch', 'messages.last', 'messages.send'])(
    'when Twilio does not do it: %s',
    async (call) => {
      const { twilio, send, texts } = await setting();
      twilio.log.fail(call, throttled(), 1);
      await expect(send()).rejects.toThrow('Too many requests');
      expect(twilio.sync.documents.size).toBe(0);
      await send();
      expect(texts()).toEqual(['Hello']);
    },
  );
});

test('in bridge mode it waits for the flow, and otherwise not', async () => {
  const bridged = await setting({ bridge: true });
  await bridged.send();
  expect(bridged.events).toEqual(['waited']);
  const plain = await setting();
  await plain.send();
  expect(plain.events).toEqual([]);
});
