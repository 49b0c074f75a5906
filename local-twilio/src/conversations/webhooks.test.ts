import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import twilio from 'twilio';
import type { Assumptions } from '../assumptions';
import { type ConversationsHouse, SDKS, startConversationsHouse } from './testing/conversations-house';

const FLOW_SID = `FW${'f'.repeat(32)}`;
const [[, Sdk]] = SDKS as [(typeof SDKS)[number]];
const ALL = [
  'onMessageAdded',
  'onMessageUpdated',
  'onMessageRemoved',
  'onConversationUpdated',
  'onConversationStateUpdated',
  'onConversationRemoved',
  'onParticipantAdded',
  'onParticipantUpdated',
  'onParticipantRemoved',
];

let house: ConversationsHouse;
afterEach(() => house.stop());

async function conversationWithHook(changed: Partial<Assumptions> = {}, filters = ALL) {
  house = await startConversationsHouse({ assumptions: changed });
  const { sid } = await house.service.conversations.create({ attributes: '{"topic":"billing"}' });
  const conversation = house.service.conversations(sid);
  await conversation.webhooks.create({
    target: 'webhook',
    'configuration.url': house.hook.url,
    'configuration.filters': filters,
  });
  return { sid, conversation };
}

async function flowHears(count: number) {
  while (house.triggers.length < count) await once(house.happened, 'trigger');
  return house.triggers;
}

test('an SDK message arrives signed, with the parameters of the documentation', async () => {
  const { sid, conversation } = await conversationWithHook({}, ['onMessageAdded']);
  const participant = await conversation.participants.create({ identity: 'alice' });
  const alice = await house.connect(Sdk, 'alice');
  await (await alice.getConversationBySid(sid)).sendMessage('Hello & good day', { k: 1 });
  const [webhook] = await house.hook.count(1);
  const [message] = await conversation.messages.list();
  expect(webhook?.params).toEqual({
    AccountSid: house.account.accountSid,
    EventType: 'onMessageAdded',
    Source: 'SDK',
    ClientIdentity: 'alice',
    ChatServiceSid: house.account.conversationsServiceSid,
    ConversationSid: sid,
    MessageSid: message?.sid,
    Index: '0',
    DateCreated: message?.dateCreated.toISOString(),
    Body: 'Hello & good day',
    Author: 'alice',
    ParticipantSid: participant.sid,
    Attributes: '{"k":1}',
  });
  const { authToken } = house.account;
  expect(twilio.validateRequest(authToken, webhook?.signature ?? '', house.hook.url, webhook?.params ?? {})).toBe(true);
});

test('REST writes fire only when they ask for it', async () => {
  const { conversation } = await conversationWithHook();
  await conversation.messages.create({ body: 'silent' });
  await conversation.messages.create({ body: 'silent, too', xTwilioWebhookEnabled: 'false' });
  await conversation.messages.create({ body: 'heard', xTwilioWebhookEnabled: 'true' });
  const [webhook] = await house.hook.count(1);
  expect(webhook?.params).toMatchObject({ Body: 'heard', Source: 'API', Author: 'system' });
  expect(webhook?.params).not.toHaveProperty('ClientIdentity');
});

test('REST writes fire without asking when that is assumed, unless they decline', async () => {
  const { conversation } = await conversationWithHook({ restWritesFireWebhooks: true });
  await conversation.messages.create({ body: 'silent', xTwilioWebhookEnabled: 'false' });
  await conversation.messages.create({ body: 'heard' });
  expect((await house.hook.count(1))[0]?.params.Body).toBe('heard');
});

test('every kind of event comes, in its order', async () => {
  const { conversation } = await conversationWithHook();
  const asked = { xTwilioWebhookEnabled: 'true' } as const;
  const { sid: participant } = await conversation.participants.create({ identity: 'alice', ...asked });
  await conversation.participants(participant).update({ attributes: '{"a":1}', ...asked });
  const { sid: message } = await conversation.messages.create({ body: 'one', ...asked });
  await conversation.messages(message).update({ body: 'two', ...asked });
  await conversation.messages(message).remove(asked);
  await conversation.participants(participant).remove(asked);
  await conversation.update({ friendlyName: 'Support', ...asked });
  await conversation.update({ state: 'closed', ...asked });
  await conversation.remove(asked);
  await house.hook.count(9);
  expect(house.hook.types()).toEqual([
    'onParticipantAdded',
    'onParticipantUpdated',
    'onMessageAdded',
    'onMessageUpdated',
    'onMessageRemoved',
    'onParticipantRemoved',
    'onConversationUpdated',
    'onConversationStateUpdated',
    'onConversationRemoved',
  ]);
  const { params = {} } = house.hook.received[7] ?? {};
  expect(params).toMatchObject({ StateFrom: 'active', StateTo: 'closed', Reason: 'API', Source: 'API' });
});

test('a timer fires without being asked', async () => {
  house = await startConversationsHouse();
  const { sid } = await house.service.conversations.create({ 'timers.closed': 'PT10M' });
  await house.service.conversations(sid).webhooks.create({
    target: 'webhook',
    'configuration.url': house.hook.url,
    'configuration.filters': ['onConversationStateUpdated'],
  });
  house.clock.advance(600_001);
  const [webhook] = await house.hook.count(1);
  expect(webhook?.params).toMatchObject({ StateFrom: 'active', StateTo: 'closed', Reason: 'TIMER' });
});

test.each([
  [false, ['onConversationRemoved']],
  [true, ['onParticipantAdded', 'onParticipantRemoved', 'onConversationStateUpdated', 'onConversationRemoved']],
])('what Flex does with participants and state fires: %s', async (flexChangesFireWebhooks, types) => {
  const { sid, conversation } = await conversationWithHook({ flexChangesFireWebhooks });
  const flex = { source: 'FLEX' } as const;
  house.conversations.addParticipant(sid, 'agent', '{}', flex);
  house.conversations.addMessage(sid, { author: 'agent', body: 'not heard' }, flex);
  house.conversations.removeParticipant(sid, 'agent', flex);
  house.conversations.close(sid, flex);
  await conversation.remove({ xTwilioWebhookEnabled: 'true' });
  await house.hook.count(types.length);
  expect(house.hook.types()).toEqual(types);
});

test.each([
  [false, ['after']],
  [true, ['from the flow', 'after']],
])("a flow's own messages fire scoped webhooks: %s", async (studioMessagesFireScopedWebhooks, bodies) => {
  const { sid, conversation } = await conversationWithHook({ studioMessagesFireScopedWebhooks });
  await conversation.webhooks.create({ target: 'studio', 'configuration.flowSid': FLOW_SID });
  house.conversations.addMessage(sid, { author: 'flow', body: 'from the flow' }, { source: 'STUDIO' });
  await conversation.messages.create({ body: 'after', xTwilioWebhookEnabled: 'true' });
  await house.hook.count(bodies.length);
  expect(house.hook.received.map(({ params }) => params.Body)).toEqual(bodies);
  expect((await flowHears(1)).map(({ trigger }) => trigger.Body)).toEqual(['after']);
});

test('one webhook is sent after the other, even when the receiver is slow', async () => {
  const { conversation } = await conversationWithHook();
  const waiting: ServerResponse[] = [];
  house.hook.answer((_, response) => void waiting.push(response));
  for (const body of ['one', 'two']) await conversation.messages.create({ body, xTwilioWebhookEnabled: 'true' });
  await house.hook.count(1);
  await conversation.fetch();
  expect(house.hook.received.map(({ params }) => params.Body)).toEqual(['one']);
  house.hook.answer((_, response) => response.end());
  waiting[0]?.end();
  await house.hook.count(2);
  expect(house.hook.received.map(({ params }) => params.Body)).toEqual(['one', 'two']);
});

test.each([
  [0, ['one', 'two']],
  [1, ['one', 'one', 'two', 'two']],
])('a webhook that answers 500 is repeated %i times', async (conversationsWebhookRetries, bodies) => {
  const { conversation } = await conversationWithHook({ conversationsWebhookRetries });
  house.hook.answer((_, response) => response.writeHead(500).end());
  for (const body of ['one', 'two']) await conversation.messages.create({ body, xTwilioWebhookEnabled: 'true' });
  await house.hook.count(bodies.length);
  expect(house.hook.received.map(({ params }) => params.Body)).toEqual(bodies);
});

test('the same webhook arrives twice when that is assumed', async () => {
  const { conversation } = await conversationWithHook({ webhookDuplicates: 2 });
  await conversation.messages.create({ body: 'one', xTwilioWebhookEnabled: 'true' });
  const [first, second] = await house.hook.count(2);
  expect(first?.params).toEqual(second?.params);
});

test('a flow gets every SDK message, with all that a trigger holds', async () => {
  house = await startConversationsHouse();
  const { sid } = await house.service.conversations.create({ attributes: '{"topic":"billing"}' });
  const conversation = house.service.conversations(sid);
  const participant = await conversation.participants.create({ identity: 'alice' });
  await conversation.webhooks.create({ target: 'studio', 'configuration.flowSid': FLOW_SID });
  await conversation.messages.create({ body: 'not heard' });
  const alice = await house.connect(Sdk, 'alice');
  await (await alice.getConversationBySid(sid)).sendMessage('Hello', { k: 1 });
  const [, message] = await conversation.messages.list();
  expect(await flowHears(1)).toEqual([
    {
      flowSid: FLOW_SID,
      trigger: {
        AccountSid: house.account.accountSid,
        ConversationSid: sid,
        ChannelSid: sid,
        InstanceSid: house.account.conversationsServiceSid,
        ChatServiceSid: house.account.conversationsServiceSid,
        MessageSid: message?.sid,
        Index: '1',
        Body: 'Hello',
        Author: 'alice',
        From: 'alice',
        ParticipantSid: participant.sid,
        Source: 'SDK',
        ChannelAttributes: '{"topic":"billing"}',
        MessageAttributes: '{"k":1}',
      },
    },
  ]);
});

test('messages from before a webhook are replayed to it, and no message is lost or doubled', async () => {
  house = await startConversationsHouse();
  const { sid } = await house.service.conversations.create({});
  const conversation = house.service.conversations(sid);
  for (const body of ['zero', 'one']) await conversation.messages.create({ body });
  await conversation.webhooks.create({
    target: 'studio',
    'configuration.flowSid': FLOW_SID,
    'configuration.replayAfter': 1,
  });
  await conversation.webhooks.create({
    target: 'webhook',
    'configuration.url': house.hook.url,
    'configuration.filters': ['onMessageAdded'],
    'configuration.replayAfter': 0,
  });
  await conversation.messages.create({ body: 'two', xTwilioWebhookEnabled: 'true' });
  expect((await flowHears(2)).map(({ trigger }) => trigger.Body)).toEqual(['one', 'two']);
  expect((await house.hook.count(3)).map(({ params }) => params.Body)).toEqual(['zero', 'one', 'two']);
});

test.each([
  [true, ['silent', 'loud']],
  [false, ['loud']],
])('messages that fired no webhook are replayed: %s', async (replayIncludesSilentMessages, bodies) => {
  house = await startConversationsHouse({ assumptions: { replayIncludesSilentMessages } });
  const { sid } = await house.service.conversations.create({});
  const conversation = house.service.conversations(sid);
  await conversation.messages.create({ body: 'silent' });
  await conversation.messages.create({ body: 'loud', xTwilioWebhookEnabled: 'true' });
  await conversation.webhooks.create({
    target: 'studio',
    'configuration.flowSid': FLOW_SID,
    'configuration.replayAfter': 0,
  });
  expect((await flowHears(bodies.length)).map(({ trigger }) => trigger.Body)).toEqual(bodies);
});

test('a receiver that never answers is given up after 5 seconds', async () => {
  const { conversation } = await conversationWithHook();
  const arrivals: number[] = [];
  house.hook.answer((_, response) => {
    arrivals.push(Date.now());
    if (arrivals.length > 1) response.end();
  });
  for (const body of ['one', 'two']) await conversation.messages.create({ body, xTwilioWebhookEnabled: 'true' });
  await house.hook.count(2);
  const [first = 0, second = 0] = arrivals;
  expect(second - first).toBeGreaterThanOrEqual(4900);
  expect(second - first).toBeLessThan(8000);
  expect(house.said).toContain(`Webhook onMessageAdded to ${house.hook.url}: no answer`);
});

test("a flow hears nothing once Studio's webhooks are removed", async () => {
  const { sid, conversation } = await conversationWithHook();
  await conversation.webhooks.create({ target: 'studio', 'configuration.flowSid': FLOW_SID });
  house.conversations.removeStudioWebhooks(sid);
  await conversation.messages.create({ body: 'one', xTwilioWebhookEnabled: 'true' });
  await house.hook.count(1);
  expect(house.triggers).toEqual([]);
  expect((await conversation.webhooks.list()).map(({ target }) => target)).toEqual(['webhook']);
});
