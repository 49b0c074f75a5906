import { type ConversationsHouse, startConversationsHouse } from '../conversations/testing/conversations-house';

let house: ConversationsHouse;
beforeEach(async () => {
  house = await startConversationsHouse();
});
afterEach(() => house.stop());

const services = () => house.helper.sync.v1.services;
const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { status: number; code: number }) => `${error.status}/${error.code}`,
  );

test('the default service and the one of the project are there, and ours alone has ACLs', async () => {
  const all = await services().list();
  expect(all.map(({ friendlyName, uniqueName, aclEnabled }) => [friendlyName, uniqueName, aclEnabled])).toEqual([
    ['Default Service', 'default', false],
    ['flex-handoff', null, true],
  ]);
  expect((await services()('default').fetch()).sid).toBe(all[0]?.sid);
});

test('a service is made, fetched and changed', async () => {
  const made = await services().create({ friendlyName: 'mine', aclEnabled: true });
  expect(made.sid).toMatch(/^IS[0-9a-f]{32}$/);
  expect(made).toMatchObject({ friendlyName: 'mine', aclEnabled: true, uniqueName: null, webhookUrl: null });
  const changed = await services()(made.sid).update({ webhookUrl: 'https://x.example', aclEnabled: false });
  expect(changed).toMatchObject({ friendlyName: 'mine', aclEnabled: false, webhookUrl: 'https://x.example' });
  expect(await services()(made.sid).fetch()).toMatchObject({ aclEnabled: false });
});

test('each service has documents of its own', async () => {
  const made = await services().create({});
  const mine = services()(made.sid);
  await mine.documents.create({ uniqueName: 'claim', data: { of: 'mine' } });
  const { serviceSid, data } = await mine.documents('claim').fetch();
  expect([serviceSid, data]).toEqual([made.sid, { of: 'mine' }]);
  expect(await refused(services()(house.account.syncServiceSid).documents('claim').fetch())).toBe('404/20404');
  await mine.syncLists.create({ uniqueName: 'minute' });
  const item = await mine.syncLists('minute').syncListItems.create({ data: {} });
  expect([item.serviceSid, item.index]).toEqual([made.sid, 0]);
});

test('a service that is not there is not found, and a window has its limits', async () => {
  const nowhere = services()(`IS${'0'.repeat(32)}`);
  expect(await refused(nowhere.fetch())).toBe('404/20404');
  expect(await refused(nowhere.update({ aclEnabled: true }))).toBe('404/20404');
  expect(await refused(nowhere.documents.list())).toBe('404/20404');
  expect(await refused(services().create({ reachabilityDebouncingWindow: 10 }))).toBe('400/20001');
});
