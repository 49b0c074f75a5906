import { next, SDKS, startConversationsHouse } from './testing/conversations-house';

test.each(SDKS)('a conversation made by REST is chatted in by SDK and heard by a webhook: %s', async (_, Sdk) => {
  const house = await startConversationsHouse();
  const { sid } = await house.service.conversations.create({ uniqueName: 'first', attributes: '{"topic":"billing"}' });
  const conversation = house.service.conversations(sid);
  await conversation.participants.create({ identity: 'alice', roleSid: house.account.customerRoleSid });
  await conversation.webhooks.create({
    target: 'webhook',
    'configuration.url': house.hook.url,
    'configuration.filters': ['onMessageAdded'],
  });
  const alice = await house.connect(Sdk, 'alice');
  const chat = await alice.getConversationBySid(sid);
  await chat.getMessages();
  const reply = next<{ body: string; author: string }>(chat, 'messageAdded', ({ author }) => author === 'system');
  expect(await chat.sendMessage('Hello')).toBe(0);
  const [webhook] = await house.hook.count(1);
  expect(webhook?.params).toMatchObject({ EventType: 'onMessageAdded', Body: 'Hello', Author: 'alice', Source: 'SDK' });
  await conversation.messages.create({ body: 'Good day' });
  expect((await reply).body).toBe('Good day');
  await house.stop();
});
