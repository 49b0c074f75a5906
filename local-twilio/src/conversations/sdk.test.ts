import type { Conversation, Message, Participant } from '@twilio/conversations';
import {
  type ConversationsHouse,
  next,
  SDKS,
  type SdkClient,
  startConversationsHouse,
} from './testing/conversations-house';

type Updated = { updateReasons: string[] };

describe.each(SDKS)('%s', (_, Sdk) => {
  let house: ConversationsHouse;
  beforeEach(async () => {
    house = await startConversationsHouse();
  });
  afterEach(() => house.stop());

  /** A conversation by REST with these people in it, and each of them connected. */
  async function chat<Names extends string[]>(...names: Names) {
    const { sid } = await house.service.conversations.create({ friendlyName: 'Support' });
    for (const identity of names) await house.service.conversations(sid).participants.create({ identity });
    const clients: SdkClient[] = [];
    const chats: Conversation[] = [];
    for (const identity of names) {
      const client = await house.connect(Sdk, identity);
      const conversation = await client.getConversationBySid(sid);
      await conversation.getParticipants();
      await conversation.getMessages();
      clients.push(client);
      chats.push(conversation);
    }
    return { sid, rest: house.service.conversations(sid), clients, chats } as {
      sid: string;
      rest: ReturnType<typeof house.service.conversations>;
      clients: { [Index in keyof Names]: SdkClient };
      chats: { [Index in keyof Names]: Conversation };
    };
  }

  test('a client that connects later finds everything as it is', async () => {
    const { sid } = await house.service.conversations.create({
      friendlyName: 'Support',
      uniqueName: 'visitor-1',
      attributes: '{"topic":"billing"}',
    });
    const rest = house.service.conversations(sid);
    await rest.participants.create({ identity: 'alice', attributes: '{"name":"Alice"}' });
    await rest.messages.create({ body: 'Welcome', author: 'bot', attributes: '{"k":1}' });
    const alice = await house.connect(Sdk, 'alice');
    const conversation = await alice.getConversationBySid(sid);
    expect(conversation).toMatchObject({
      friendlyName: 'Support',
      uniqueName: 'visitor-1',
      attributes: { topic: 'billing' },
      status: 'joined',
      createdBy: 'system',
      notificationLevel: 'default',
      lastReadMessageIndex: null,
    });
    expect(conversation.state?.current).toBe('active');
    expect(conversation.lastMessage?.index).toBe(0);
    const [participant] = await conversation.getParticipants();
    expect(participant).toMatchObject({ identity: 'alice', attributes: { name: 'Alice' }, type: 'chat' });
    const { items } = await conversation.getMessages();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ index: 0, author: 'bot', body: 'Welcome', attributes: { k: 1 }, type: 'text' });
    expect(await alice.getConversationByUniqueName('visitor-1')).toBe(conversation);
    expect((await alice.getSubscribedConversations()).items.map((found) => found.sid)).toEqual([sid]);
  });

  test('a message reaches everybody, the sender too, and REST', async () => {
    const { rest, chats } = await chat('alice', 'bob');
    const heard = chats.map((conversation) => next<Message>(conversation, 'messageAdded'));
    expect(await chats[0].sendMessage('Hello ünïcode 👋', { mood: 'good' })).toBe(0);
    for (const message of await Promise.all(heard)) {
      expect(message).toMatchObject({
        index: 0,
        author: 'alice',
        body: 'Hello ünïcode 👋',
        attributes: { mood: 'good' },
      });
    }
    const [stored] = await rest.messages.list();
    expect(stored).toMatchObject({ author: 'alice', body: 'Hello ünïcode 👋', attributes: '{"mood":"good"}' });
  });

  test('the builder sends text, subject and attributes', async () => {
    const { chats } = await chat('alice', 'bob');
    const heard = next<Message>(chats[1], 'messageAdded');
    await chats[0].prepareMessage().setBody('Text').setSubject('About').setAttributes({ a: 1 }).buildAndSend();
    expect(await heard).toMatchObject({ body: 'Text', subject: 'About', attributes: { a: 1 } });
  });

  test('a message is edited, described and removed', async () => {
    const { chats } = await chat('alice', 'bob');
    const heard = next<Message>(chats[0], 'messageAdded');
    await chats[0].sendMessage('Hello');
    const message = await heard;
    const edited = next<Updated & { message: Message }>(chats[1], 'messageUpdated');
    await message.updateBody('Hullo');
    expect((await edited).message.body).toBe('Hullo');
    const described = next<Updated & { message: Message }>(chats[1], 'messageUpdated');
    await message.updateAttributes({ seen: true });
    expect((await described).message.attributes).toEqual({ seen: true });
    const removed = next<Message>(chats[1], 'messageRemoved');
    await message.remove();
    expect((await removed).index).toBe(0);
  });

  test('typing is seen by the others, and ends with the message', async () => {
    const { clients, chats } = await chat('alice', 'bob');
    const started = next<Participant>(chats[1], 'typingStarted');
    const own = next<Participant>(clients[0], 'typingStarted');
    await chats[0].typing();
    expect((await started).identity).toBe('alice');
    const ended = next<Participant>(chats[1], 'typingEnded');
    await chats[0].sendMessage('There');
    expect((await ended).identity).toBe('alice');
    const answered = next<Participant>(chats[0], 'typingStarted');
    await chats[1].typing();
    expect((await answered).identity).toBe('bob');
    expect((await own).identity).toBe('bob');
  });

  test('read horizons travel, and unread messages are counted', async () => {
    const { chats } = await chat('alice', 'bob');
    expect(await chats[1].getUnreadMessagesCount()).toBeNull();
    for (const body of ['one', 'two', 'three']) {
      const heard = next<Message>(chats[1], 'messageAdded');
      await chats[0].sendMessage(body);
      await heard;
    }
    const seen = next<Updated & { participant: Participant }>(
      chats[0],
      'participantUpdated',
      ({ participant }) => participant.lastReadMessageIndex === 0,
    );
    expect(await chats[1].updateLastReadMessageIndex(0)).toBe(2);
    expect((await seen).updateReasons).toContain('lastReadMessageIndex');
    expect(await chats[1].getUnreadMessagesCount()).toBe(2);
    const mine = next<Updated>(chats[1], 'updated', ({ updateReasons }) =>
      updateReasons.includes('lastReadMessageIndex'),
    );
    expect(await chats[1].setAllMessagesRead()).toBe(0);
    await mine;
    expect(chats[1].lastReadMessageIndex).toBe(2);
    expect(await chats[1].setAllMessagesUnread()).toBe(3);
    expect(await chats[1].getUnreadMessagesCount()).toBeNull();
    expect([await chats[0].getMessagesCount(), await chats[0].getParticipantsCount()]).toEqual([3, 2]);
  });

  test('the conversation is renamed and described', async () => {
    const { chats, rest } = await chat('alice', 'bob');
    const updates: string[] = [];
    chats[1].on('updated', ({ updateReasons }) => updates.push(...updateReasons));
    await chats[0].updateFriendlyName('Billing');
    await chats[0].updateUniqueName('unique');
    const last = next<Updated>(chats[1], 'updated', ({ updateReasons }) => updateReasons.includes('attributes'));
    await chats[0].updateAttributes({ topic: 'billing' });
    await last;
    expect(chats[1]).toMatchObject({ friendlyName: 'Billing', uniqueName: 'unique', attributes: { topic: 'billing' } });
    expect(updates).toEqual(expect.arrayContaining(['friendlyName', 'uniqueName', 'attributes']));
    expect((await rest.fetch()).attributes).toBe('{"topic":"billing"}');
  });

  test("a notification level is its owner's", async () => {
    const { chats } = await chat('alice', 'bob');
    const updated = next<Updated>(chats[0], 'updated', ({ updateReasons }) =>
      updateReasons.includes('notificationLevel'),
    );
    await chats[0].setUserNotificationLevel('muted');
    await updated;
    expect([chats[0].notificationLevel, chats[1].notificationLevel]).toEqual(['muted', 'default']);
  });

  test('somebody is added, described and removed', async () => {
    const { sid, chats } = await chat('alice');
    const bob = await house.connect(Sdk, 'bob');
    const joined = next<Conversation>(bob, 'conversationJoined');
    const seen = next<Participant>(chats[0], 'participantJoined');
    await chats[0].add('bob', { role: 'friend' });
    expect((await joined).sid).toBe(sid);
    expect(await seen).toMatchObject({ identity: 'bob', attributes: { role: 'friend' } });
    const described = next<Updated & { participant: Participant }>(chats[0], 'participantUpdated');
    // getParticipantByIdentity() does not wait for the roster and may know nobody yet.
    const himself = (await (await joined).getParticipants()).find(({ identity }) => identity === 'bob');
    if (!himself) throw new Error('Bob does not see himself');
    await himself.updateAttributes({ role: 'enemy' });
    expect((await described).participant.attributes).toEqual({ role: 'enemy' });
    const left = next<Conversation>(bob, 'conversationLeft');
    const gone = next<Participant>(chats[0], 'participantLeft');
    await chats[0].removeParticipant('bob');
    expect((await left).sid).toBe(sid);
    expect((await gone).identity).toBe('bob');
  });

  test('an address without the SDK is added', async () => {
    const { chats } = await chat('alice');
    const seen = next<Participant>(chats[0], 'participantJoined');
    await chats[0].addNonChatParticipant('+15017122661', '+15558675310');
    expect(await seen).toMatchObject({ type: 'sms', identity: null });
  });

  test('who leaves sees no more of it', async () => {
    const { sid, chats, clients } = await chat('alice', 'bob');
    const left = next<Participant>(chats[1], 'participantLeft');
    const removed = next<Conversation>(clients[0], 'conversationRemoved');
    await chats[0].leave();
    expect((await left).identity).toBe('alice');
    await removed;
    await expect(clients[0].getConversationBySid(sid)).rejects.toMatchObject({ status: 403 });
  });

  test('a conversation of the SDK is created, joined and deleted', async () => {
    const alice = await house.connect(Sdk, 'alice');
    const created = await alice.createConversation({ friendlyName: 'Mine', uniqueName: 'mine', attributes: { a: 1 } });
    expect(created).toMatchObject({ friendlyName: 'Mine', status: 'notParticipating', createdBy: 'alice' });
    const joined = next<Conversation>(alice, 'conversationJoined');
    await created.join();
    expect((await joined).sid).toBe(created.sid);
    expect(await created.sendMessage('Hello me')).toBe(0);
    const removed = next<Conversation>(alice, 'conversationRemoved');
    await created.delete();
    expect((await removed).sid).toBe(created.sid);
    expect(await house.service.conversations.list()).toEqual([]);
  });

  test('a closed conversation stays with its participants and takes no message', async () => {
    const { sid, rest, chats, clients } = await chat('alice');
    await chats[0].sendMessage('Hello');
    const closed = next<Updated>(chats[0], 'updated', ({ updateReasons }) => updateReasons.includes('state'));
    await rest.update({ state: 'closed' });
    await closed;
    expect(chats[0].state?.current).toBe('closed');
    await expect(chats[0].sendMessage('late')).rejects.toMatchObject({ status: 400, body: { code: 50377 } });
    expect((await clients[0].getSubscribedConversations()).items.map((one) => one.sid)).toEqual([sid]);
    const again = await house.connect(Sdk, 'alice');
    const found = await again.getConversationBySid(sid);
    expect([found.status, found.state?.current]).toEqual(['joined', 'closed']);
    expect((await found.getMessages()).items.map(({ body }) => body)).toEqual(['Hello']);
  });

  test('a conversation that is deleted disappears', async () => {
    const { rest, clients, sid } = await chat('alice');
    const removed = next<Conversation>(clients[0], 'conversationRemoved');
    await rest.remove();
    expect((await removed).sid).toBe(sid);
  });

  test('a user changes his name, and others see it', async () => {
    const { clients } = await chat('alice', 'bob');
    const user = await clients[1].getUser('alice');
    expect(user.friendlyName).toBeFalsy();
    const updated = next<Updated>(user, 'updated', ({ updateReasons }) => updateReasons.includes('friendlyName'));
    await clients[0].user.updateFriendlyName('Alice A.');
    await updated;
    expect(user.friendlyName).toBe('Alice A.');
    await clients[0].user.updateAttributes({ vip: true });
    expect((await house.service.users('alice').fetch()).attributes).toBe('{"vip":true}');
    await expect(clients[0].getUser('nobody')).rejects.toMatchObject({ status: 404 });
  });

  test('messages are paged both ways', async () => {
    const { rest, chats } = await chat('alice');
    const last = next<Message>(chats[0], 'messageAdded', ({ index }) => index === 24);
    for (let index = 0; index < 25; index += 1) await rest.messages.create({ body: `m${index}` });
    await last;
    const fresh = await house.connect(Sdk, 'alice');
    const conversation = await fresh.getConversationBySid((await rest.fetch()).sid);
    const indexes = (items: Message[]) => items.map(({ index }) => index);
    const newest = await conversation.getMessages(10);
    expect(indexes(newest.items)).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
    expect([newest.hasPrevPage, newest.hasNextPage]).toEqual([true, false]);
    const older = await newest.prevPage();
    expect(indexes(older.items)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    const oldest = await older.prevPage();
    expect(indexes(oldest.items)).toEqual([0, 1, 2, 3, 4]);
    expect(oldest.hasPrevPage).toBe(false);
    const forward = await conversation.getMessages(10, 3, 'forward');
    expect(indexes(forward.items)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(indexes((await forward.nextPage()).items)).toEqual([13, 14, 15, 16, 17, 18, 19, 20, 21, 22]);
  });

  test('a file is uploaded, sent and read by the other', async () => {
    const { chats, rest } = await chat('alice', 'bob');
    const heard = next<Message>(chats[1], 'messageAdded');
    const file = { contentType: 'text/plain', filename: 'note.txt', media: Buffer.from('what I wrote') };
    await chats[0].prepareMessage().setBody('See').addMedia(file).build().send();
    const message = await heard;
    expect(message.type).toBe('media');
    const [media] = message.attachedMedia ?? [];
    expect(media).toMatchObject({ filename: 'note.txt', contentType: 'text/plain', size: 12, category: 'media' });
    const url = await media?.getContentTemporaryUrl();
    const response = await fetch(url ?? '');
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/plain', 'what I wrote']);
    const [stored] = await rest.messages.list();
    expect(stored?.media).toEqual([{ sid: media?.sid, size: 12, content_type: 'text/plain', filename: 'note.txt' }]);
  });

  test('receipts, metadata and templates answer that there are none', async () => {
    const { clients, chats } = await chat('alice');
    const heard = next<Message>(chats[0], 'messageAdded');
    await chats[0].sendMessage('Hello');
    const message = await heard;
    expect(await message.getDetailedDeliveryReceipts()).toEqual([]);
    expect(await message.getChannelMetadata()).toBeNull();
    expect(await clients[0].getContentTemplates()).toEqual([]);
  });

  test('a stranger cannot open a conversation', async () => {
    const { sid } = await chat('alice');
    const mallory = await house.connect(Sdk, 'mallory');
    await expect(mallory.getConversationBySid(sid)).rejects.toMatchObject({ status: 403, body: { code: 50430 } });
    await expect(mallory.getConversationBySid(`CH${'0'.repeat(32)}`)).rejects.toMatchObject({ status: 404 });
  });

  test("a customer's role sends and leaves, and nothing else", async () => {
    const { sid } = await house.service.conversations.create({});
    const rest = house.service.conversations(sid);
    await rest.participants.create({ identity: 'alice', roleSid: house.account.customerRoleSid });
    await rest.participants.create({ identity: 'agent' });
    const alice = await house.connect(Sdk, 'alice');
    const conversation = await alice.getConversationBySid(sid);
    const forbidden = { status: 403, body: { code: 50430 } };
    await expect(conversation.updateAttributes({ skill: 'vip' })).rejects.toMatchObject(forbidden);
    await expect(conversation.updateFriendlyName('mine')).rejects.toMatchObject(forbidden);
    await expect(conversation.add('mallory')).rejects.toMatchObject(forbidden);
    await expect(conversation.removeParticipant('agent')).rejects.toMatchObject(forbidden);
    await expect(conversation.delete()).rejects.toMatchObject(forbidden);
    expect(await conversation.sendMessage('Hello')).toBe(0);
    const sent = (await conversation.getMessages()).items[0];
    await expect(sent?.remove()).rejects.toMatchObject(forbidden);
    await sent?.updateBody('Hullo');
    const left = next<Conversation>(alice, 'conversationLeft');
    await conversation.leave();
    await left;
    expect((await rest.participants.list()).map(({ identity }) => identity)).toEqual(['agent']);
  });
});
