import { type ConversationsHouse, startConversationsHouse } from './testing/conversations-house';

let house: ConversationsHouse;
beforeEach(async () => {
  house = await startConversationsHouse();
});
afterEach(() => house.stop());

const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { status: number; code: number }) => `${error.status}/${error.code}`,
  );

test('a conversation is created, fetched by SID and unique name, updated and deleted', async () => {
  const created = await house.service.conversations.create({
    friendlyName: 'Support',
    uniqueName: 'visitor-1',
    attributes: '{"site":"shop"}',
    'timers.inactive': 'PT1H',
    'timers.closed': 'P1D',
  });
  expect(created.sid).toMatch(/^CH[0-9a-f]{32}$/);
  expect(created).toMatchObject({ state: 'active', attributes: '{"site":"shop"}', friendlyName: 'Support' });
  expect(Object.keys(created.timers)).toEqual(['date_inactive', 'date_closed']);
  const fetched = await house.service.conversations('visitor-1').fetch();
  expect(fetched.sid).toBe(created.sid);
  const updated = await house.service
    .conversations(created.sid)
    .update({ attributes: '{"site":"bank"}', state: 'inactive' });
  expect(updated).toMatchObject({ state: 'inactive', attributes: '{"site":"bank"}' });
  expect(await house.service.conversations(created.sid).remove()).toBe(true);
  expect(await refused(house.service.conversations(created.sid).fetch())).toBe('404/20404');
});

test('a taken unique name answers 50353', async () => {
  await house.service.conversations.create({ uniqueName: 'visitor-1' });
  expect(await refused(house.service.conversations.create({ uniqueName: 'visitor-1' }))).toBe('409/50353');
});

test('a closed conversation takes no write', async () => {
  const { sid } = await house.service.conversations.create({});
  const conversation = house.service.conversations(sid);
  await conversation.update({ state: 'closed' });
  expect(await refused(conversation.messages.create({ body: 'late' }))).toBe('400/50377');
  expect(await refused(conversation.update({ state: 'active' }))).toBe('400/50377');
});

test('conversations are listed by state, over pages', async () => {
  for (const uniqueName of ['a', 'b', 'c', 'd']) await house.service.conversations.create({ uniqueName });
  await house.service.conversations('b').update({ state: 'closed' });
  const namesOf = (found: { uniqueName: string }[]) => found.map(({ uniqueName }) => uniqueName);
  expect(namesOf(await house.service.conversations.list({ state: 'closed' }))).toEqual(['b']);
  expect(namesOf(await house.service.conversations.list({ state: 'active', pageSize: 2 }))).toEqual(['a', 'c', 'd']);
});

test('a participant is found by SID and identity, and is in once', async () => {
  const { sid } = await house.service.conversations.create({});
  const { participants } = house.service.conversations(sid);
  const created = await participants.create({ identity: 'visitor@1', roleSid: house.account.customerRoleSid });
  expect(created).toMatchObject({ identity: 'visitor@1', roleSid: house.account.customerRoleSid, attributes: '{}' });
  expect(created.lastReadMessageIndex).toBeNull();
  expect(await refused(participants.create({ identity: 'visitor@1' }))).toBe('409/50433');
  const participant = house.service.conversations(sid).participants;
  expect((await participant('visitor@1').fetch()).sid).toBe(created.sid);
  const updated = await participant(created.sid).update({ attributes: '{"name":"Ada"}', lastReadMessageIndex: 0 });
  expect(updated).toMatchObject({ attributes: '{"name":"Ada"}', lastReadMessageIndex: 0 });
  expect((await participants.list()).map(({ identity }) => identity)).toEqual(['visitor@1']);
  await participant('visitor@1').remove();
  expect(await refused(participant(created.sid).fetch())).toBe('404/20404');
});

test('an address beside the chat service is a participant without identity', async () => {
  const { sid } = await house.service.conversations.create({});
  const created = await house.service.conversations(sid).participants.create({
    'messagingBinding.address': '+15558675310',
    'messagingBinding.proxyAddress': '+15017122661',
  });
  expect(created.identity).toBeNull();
  expect(created.messagingBinding).toEqual({ type: 'sms', address: '+15558675310', proxy_address: '+15017122661' });
});

test('messages have an index, an author and an order', async () => {
  const { sid } = await house.service.conversations.create({});
  const { messages } = house.service.conversations(sid);
  for (const body of ['one', 'two', 'three']) await messages.create({ body });
  const created = await messages.create({ body: 'four', author: 'bot', attributes: '{"intent":"bye"}' });
  expect(created).toMatchObject({ index: 3, author: 'bot', attributes: '{"intent":"bye"}', media: null });
  const all = await messages.list({ pageSize: 3 });
  expect(all.map(({ index, author, body }) => [index, author, body])).toEqual([
    [0, 'system', 'one'],
    [1, 'system', 'two'],
    [2, 'system', 'three'],
    [3, 'bot', 'four'],
  ]);
  const [last] = await messages.list({ order: 'desc', limit: 1 });
  expect(last?.body).toBe('four');
  const message = house.service.conversations(sid).messages(created.sid);
  expect((await message.update({ body: 'five' })).body).toBe('five');
  expect((await message.fetch()).body).toBe('five');
  await message.remove();
  expect(await refused(message.fetch())).toBe('404/20404');
});

test('scoped webhooks are listed, fetched, changed and removed', async () => {
  const { sid } = await house.service.conversations.create({});
  const { webhooks } = house.service.conversations(sid);
  const flowSid = `FW${'a'.repeat(32)}`;
  const created = await webhooks.create({
    target: 'webhook',
    'configuration.url': house.hook.url,
    'configuration.filters': ['onMessageAdded', 'onParticipantAdded'],
  });
  const filters = ['onMessageAdded', 'onParticipantAdded'];
  expect(created.configuration).toEqual({ url: house.hook.url, method: 'POST', filters });
  const studio = await webhooks.create({
    target: 'studio',
    'configuration.flowSid': flowSid,
    'configuration.replayAfter': 0,
  });
  expect(studio.configuration).toEqual({ flow_sid: flowSid, replay_after: 0 });
  expect((await webhooks.list()).map(({ target }) => target)).toEqual(['webhook', 'studio']);
  const webhook = house.service.conversations(sid).webhooks(created.sid);
  await webhook.update({ 'configuration.filters': ['onMessageRemoved'] });
  expect((await webhook.fetch()).configuration.filters).toEqual(['onMessageRemoved']);
  await webhook.remove();
  expect(await refused(webhook.fetch())).toBe('404/20404');
});

test('a user is there once somebody with that identity has been added', async () => {
  expect(await refused(house.service.users('visitor').fetch())).toBe('404/20404');
  const { sid } = await house.service.conversations.create({});
  await house.service.conversations(sid).participants.create({ identity: 'visitor' });
  const user = await house.service.users('visitor').fetch();
  expect(user).toMatchObject({ identity: 'visitor', friendlyName: null, attributes: '{}', isOnline: false });
  const updated = await house.service.users(user.sid).update({ friendlyName: 'Ada', attributes: '{"vip":true}' });
  expect(updated).toMatchObject({ friendlyName: 'Ada', attributes: '{"vip":true}' });
});

test('the roles are there', async () => {
  const roles = await house.service.roles.list();
  expect(roles.map(({ friendlyName, type }) => [friendlyName, type])).toEqual([
    ['service user', 'service'],
    ['channel admin', 'conversation'],
    ['channel user', 'conversation'],
    ['customer', 'conversation'],
  ]);
  const customer = await house.service.roles(house.account.customerRoleSid).fetch();
  expect(customer.permissions).not.toContain('addParticipant');
  expect(await refused(house.service.roles(`RL${'0'.repeat(32)}`).fetch())).toBe('404/20404');
});

test('another service is not found', async () => {
  const other = house.helper.conversations.v1.services(house.account.syncServiceSid);
  expect(await refused(other.conversations.create({}))).toBe('404/20404');
});

test('other products see a conversation through the port', async () => {
  const { sid } = await house.service.conversations.create({ uniqueName: 'u', attributes: '{"a":1}' });
  const port = house.conversations;
  const actor = { source: 'FLEX' } as const;
  const added = port.addParticipant(sid, 'agent', '{"name":"Eva"}', actor);
  expect(port.addParticipant(sid, 'agent', '{}', actor)).toEqual(added);
  expect(port.addMessage(sid, { author: 'flow', body: 'Welcome' }, { source: 'STUDIO' }).index).toBe(0);
  const participants = [{ sid: added.sid, identity: 'agent' }];
  expect(port.find(sid)).toEqual({ sid, state: 'active', uniqueName: 'u', attributes: '{"a":1}', participants });
  port.removeParticipant(sid, 'agent', actor);
  port.removeParticipant(sid, 'agent', actor);
  port.close(sid, actor);
  port.close(sid, actor);
  expect(port.find(sid)).toMatchObject({ state: 'closed', participants: [] });
  expect(port.find(`CH${'0'.repeat(32)}`)).toBeUndefined();
});

test('the state is plain JSON of everything', async () => {
  const { sid } = await house.service.conversations.create({ uniqueName: 'u' });
  await house.service.conversations(sid).participants.create({ identity: 'visitor' });
  await house.service.conversations(sid).messages.create({ body: 'Hello' });
  expect(JSON.parse(JSON.stringify(house.conversations.state()))).toMatchObject({
    conversations: [{ sid, participants: [{ identity: 'visitor' }], messages: [{ body: 'Hello' }], webhooks: [] }],
    users: [{ identity: 'visitor' }],
  });
});
