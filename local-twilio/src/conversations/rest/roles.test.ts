import { type ConversationsHouse, startConversationsHouse } from '../testing/conversations-house';

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

test('a role is made, fetched, and its permissions are replaced', async () => {
  const { roles } = house.service;
  const made = await roles.create({ friendlyName: 'reader', type: 'conversation', permission: ['leaveConversation'] });
  expect(made.sid).toMatch(/^RL[0-9a-f]{32}$/);
  expect(made).toMatchObject({ friendlyName: 'reader', type: 'conversation', permissions: ['leaveConversation'] });
  await roles(made.sid).update({ permission: ['sendMessage', 'sendMediaMessage'] });
  expect((await roles(made.sid).fetch()).permissions).toEqual(['sendMessage', 'sendMediaMessage']);
});

test.each([
  ['a permission that does not exist', 'conversation', 'ownEverything'],
  ['a permission of the Service in a conversation role', 'conversation', 'createConversation'],
  ['a permission of a conversation in a service role', 'service', 'sendMessage'],
] as const)('%s is refused', async (_, type, permission) => {
  const { roles } = house.service;
  expect(await refused(roles.create({ friendlyName: 'x', type, permission: [permission] }))).toBe('400/20001');
});

test('a participant may be given a role that was made', async () => {
  const { roles, conversations } = house.service;
  const role = await roles.create({ friendlyName: 'x', type: 'conversation', permission: ['sendMessage'] });
  const { sid } = await conversations.create({});
  const participant = await conversations(sid).participants.create({ identity: 'visitor', roleSid: role.sid });
  expect(participant.roleSid).toBe(role.sid);
});

test('the default roles of the Service are read and changed', async () => {
  const configuration = () => house.service.configuration();
  const before = await configuration().fetch();
  const role = await house.service.roles.create({
    friendlyName: 'x',
    type: 'service',
    permission: ['editOwnUserInfo'],
  });
  const after = await configuration().update({
    defaultChatServiceRoleSid: role.sid,
    defaultConversationRoleSid: house.account.customerRoleSid,
  });
  expect(after).toMatchObject({
    chatServiceSid: house.account.conversationsServiceSid,
    defaultChatServiceRoleSid: role.sid,
    defaultConversationRoleSid: house.account.customerRoleSid,
    defaultConversationCreatorRoleSid: before.defaultConversationCreatorRoleSid,
  });
  const { sid } = await house.service.conversations.create({});
  const participant = await house.service.conversations(sid).participants.create({ identity: 'visitor' });
  expect(participant.roleSid).toBe(house.account.customerRoleSid);
  expect((await house.service.users('visitor').fetch()).roleSid).toBe(role.sid);
});

test('a default role of the wrong type changes nothing', async () => {
  const before = await house.service.configuration().fetch();
  const wrong = {
    defaultConversationRoleSid: house.account.customerRoleSid,
    defaultChatServiceRoleSid: house.account.customerRoleSid,
  };
  expect(await refused(house.service.configuration().update(wrong))).toBe('400/20001');
  const after = await house.service.configuration().fetch();
  expect(after.defaultConversationRoleSid).toBe(before.defaultConversationRoleSid);
});
