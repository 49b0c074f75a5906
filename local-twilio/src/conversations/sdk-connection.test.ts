import type { Conversation, Message } from '@twilio/conversations';
import { type ConversationsHouse, next, nextState, SDKS, startConversationsHouse } from './testing/conversations-house';

let house: ConversationsHouse;
afterEach(() => house.stop());

describe.each(SDKS)('%s', (_, Sdk) => {
  async function chatOf(identity: string) {
    const { sid } = await house.service.conversations.create({});
    const rest = house.service.conversations(sid);
    await rest.participants.create({ identity });
    return { sid, rest };
  }

  test('what happens while the network is gone is replayed in order', async () => {
    house = await startConversationsHouse();
    const { sid, rest } = await chatOf('alice');
    const alice = await house.connect(Sdk, 'alice');
    const conversation = await alice.getConversationBySid(sid);
    await conversation.getMessages();
    const first = next<Message>(conversation, 'messageAdded');
    await rest.messages.create({ body: 'before' });
    await first;
    const lost = next(alice, 'connectionStateChanged', (state) => state === 'connecting');
    const heard: (string | null)[] = [];
    const all = next<Message>(conversation, 'messageAdded', ({ body }) => {
      heard.push(body);
      return heard.length === 3;
    });
    house.drop();
    await lost;
    const connected = next(alice, 'connectionStateChanged', (state) => state === 'connected');
    for (const body of ['while one', 'while two']) await rest.messages.create({ body });
    await rest.update({ attributes: '{"changed":true}' });
    await connected;
    await rest.messages.create({ body: 'after' });
    await all;
    expect(heard).toEqual(['while one', 'while two', 'after']);
    expect(conversation.attributes).toEqual({ changed: true });
    expect(await conversation.sendMessage('I am back')).toBe(4);
  });

  test('two clients of one identity see the same, and one may go', async () => {
    house = await startConversationsHouse();
    const { sid, rest } = await chatOf('alice');
    const [laptop, phone] = [await house.connect(Sdk, 'alice'), await house.connect(Sdk, 'alice')];
    const onPhone = await phone.getConversationBySid(sid);
    await onPhone.getMessages();
    const heard = next<Message>(onPhone, 'messageAdded');
    await (await laptop.getConversationBySid(sid)).sendMessage('from the laptop');
    expect(await heard).toMatchObject({ author: 'alice', body: 'from the laptop' });
    await laptop.shutdown();
    const later = next<Message>(onPhone, 'messageAdded');
    await rest.messages.create({ body: 'still there' });
    expect((await later).body).toBe('still there');
    expect((await house.service.users('alice').fetch()).isOnline).toBe(true);
  });

  test('somebody who is removed while he is loading does no harm', async () => {
    house = await startConversationsHouse();
    const alice = await house.connect(Sdk, 'alice');
    let removed = 0;
    const all = next<Conversation>(alice, 'conversationRemoved', () => {
      removed += 1;
      return removed === 10;
    });
    for (let round = 0; round < 10; round += 1) {
      const { rest } = await chatOf('alice');
      await rest.participants('alice').remove();
    }
    await all;
    const { sid } = await chatOf('alice');
    const conversation = await alice.getConversationBySid(sid);
    expect(conversation.status).toBe('joined');
    expect(await conversation.sendMessage('Hello')).toBe(0);
  });

  test('a token is refreshed before it expires', async () => {
    house = await startConversationsHouse({ tokenExpiryWarningSeconds: 2 });
    const { sid, rest } = await chatOf('alice');
    const shortLived = house.token('alice', 3);
    const alice = house.start(Sdk, shortLived);
    await Promise.all([nextState(alice, 'initialized'), next(alice, 'tokenAboutToExpire')]);
    let expired = false;
    alice.on('tokenExpired', () => {
      expired = true;
    });
    await alice.updateToken(house.token('alice'));
    const conversation = await alice.getConversationBySid(sid);
    await next(house.start(Sdk, shortLived), 'tokenExpired');
    const heard = next<Message>(conversation, 'messageAdded');
    await rest.messages.create({ body: 'still here' });
    await heard;
    expect(expired).toBe(false);
    expect(alice.connectionState).toBe('connected');
  });

  test('a token that expires ends the connection, and a new one opens it again', async () => {
    house = await startConversationsHouse({ tokenExpiryWarningSeconds: 1 });
    const { sid, rest } = await chatOf('alice');
    const alice = house.start(Sdk, house.token('alice', 2));
    await nextState(alice, 'initialized');
    const conversation = await alice.getConversationBySid(sid);
    await next(alice, 'tokenExpired');
    expect((await house.service.users('alice').fetch()).isOnline).toBe(false);
    await next(alice, 'connectionStateChanged', (state) => state === 'disconnected');
    await rest.messages.create({ body: 'while away' });
    const heard = next<Message>(conversation, 'messageAdded');
    await alice.updateToken(house.token('alice'));
    expect((await heard).body).toBe('while away');
  });

  test('a token of another identity is refused, and the connection with it', async () => {
    house = await startConversationsHouse();
    const alice = await house.connect(Sdk, 'alice');
    const refused = next<{ httpStatusCode: number }>(alice, 'connectionError');
    await expect(alice.updateToken(house.token('mallory'))).rejects.toBeDefined();
    expect((await refused).httpStatusCode).toBe(403);
  });

  test.each([
    ['of another service', () => house.token('alice', 3600, house.account.syncServiceSid), 20106],
    ['with a foreign signature', () => `${house.token('alice').slice(0, -8)}AAAAAAAA`, 20107],
    ['of more than a day', () => house.token('alice', 90_000), 20157],
    ['that is none', () => 'nonsense', 20101],
  ])('a token %s is refused', async (_case, token, errorCode) => {
    house = await startConversationsHouse();
    const client = house.start(Sdk, token());
    const refused = next<{ httpStatusCode: number; errorCode: number; terminal: boolean }>(client, 'connectionError');
    await nextState(client, 'failed');
    expect(await refused).toMatchObject({ httpStatusCode: 401, errorCode, terminal: true });
  });

  test('messages that are sent at once keep their order', async () => {
    house = await startConversationsHouse();
    const { sid, rest } = await chatOf('alice');
    const conversation: Conversation = await (await house.connect(Sdk, 'alice')).getConversationBySid(sid);
    const indexes = await Promise.all(['one', 'two', 'three'].map((body) => conversation.sendMessage(body)));
    expect(indexes).toEqual([0, 1, 2]);
    expect((await rest.messages.list()).map(({ body }) => body)).toEqual(['one', 'two', 'three']);
  });
});
