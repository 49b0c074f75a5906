import { type ConversationsHouse, startConversationsHouse } from '../conversations/testing/conversations-house';

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

test('a document is created once, and found by SID and by name', async () => {
  const created = await house.documents.create({ uniqueName: 'claim', data: { state: 'requested' }, ttl: 3600 });
  expect(created.sid).toMatch(/^ET[0-9a-f]{32}$/);
  expect(created).toMatchObject({
    revision: '0',
    data: { state: 'requested' },
    serviceSid: house.account.syncServiceSid,
  });
  expect(created.dateExpires.getTime() - created.dateCreated.getTime()).toBe(3_600_000);
  expect(await refused(house.documents.create({ uniqueName: 'claim' }))).toBe('409/54301');
  const byName = await house.helper.sync.v1.services(house.account.syncServiceSid).documents('claim').fetch();
  const bySid = await house.helper.sync.v1.services(house.account.syncServiceSid).documents(created.sid).fetch();
  expect([byName.sid, bySid.sid]).toEqual([created.sid, created.sid]);
});

test('an update with the revision that was read wins once', async () => {
  const document = () => house.helper.sync.v1.services(house.account.syncServiceSid).documents('claim');
  const { revision } = await house.documents.create({ uniqueName: 'claim', data: { holder: null } });
  const first = await document().update({ data: { holder: 'first' }, ifMatch: revision });
  expect(await refused(document().update({ data: { holder: 'second' }, ifMatch: revision }))).toBe('412/54103');
  expect((await document().fetch()).data).toEqual({ holder: 'first' });
  await document().update({ data: { holder: 'third' }, ifMatch: first.revision });
  expect((await document().fetch()).revision).toBe('2');
});

test('a TTL that is not renewed by an update takes the document away, late', async () => {
  const document = () => house.helper.sync.v1.services(house.account.syncServiceSid).documents('claim');
  await house.documents.create({ uniqueName: 'claim', ttl: 60 });
  house.clock.advance(50_000);
  await document().update({ data: { seen: true } });
  house.clock.advance(39_000);
  expect((await document().fetch()).data).toEqual({ seen: true });
  house.clock.advance(2000);
  expect(await refused(document().fetch())).toBe('404/20404');
});

test('a deleted document is gone', async () => {
  const { sid } = await house.documents.create({ uniqueName: 'claim' });
  const document = house.helper.sync.v1.services(house.account.syncServiceSid).documents(sid);
  expect(await document.remove()).toBe(true);
  expect(await refused(document.fetch())).toBe('404/20404');
  expect(await refused(document.remove())).toBe('404/20404');
});

test('a document holds 16 KiB', async () => {
  const dataOf = (bytes: number) => ({ text: 'x'.repeat(bytes - '{"text":""}'.length) });
  expect(await refused(house.documents.create({ data: dataOf(16 * 1024) }))).toBe('done');
  expect(await refused(house.documents.create({ data: dataOf(16 * 1024 + 1) }))).toBe('413/54006');
});

test('documents are listed over pages', async () => {
  for (const uniqueName of ['a', 'b', 'c']) await house.documents.create({ uniqueName });
  const all = await house.documents.list({ pageSize: 2 });
  expect(all.map(({ uniqueName }) => uniqueName)).toEqual(['a', 'b', 'c']);
});

test('another service is not found', async () => {
  const other = house.helper.sync.v1.services(house.account.conversationsServiceSid).documents;
  expect(await refused(other.create({ uniqueName: 'claim' }))).toBe('404/20404');
});

test('the state shows every document', async () => {
  await house.documents.create({ uniqueName: 'claim', data: { a: 1 } });
  expect(house.sync.state()).toMatchObject([{ uniqueName: 'claim', revision: '0', dateExpires: null, data: { a: 1 } }]);
});

describe('a list', () => {
  const lists = () => house.helper.sync.v1.services(house.account.syncServiceSid).syncLists;
  const indexes = async (count: number) => {
    const appended: number[] = [];
    for (let item = 0; item < count; item += 1) {
      appended.push((await lists()('minute').syncListItems.create({ data: { item } })).index);
    }
    return appended;
  };

  test('is made once, and gives each item an index of its own, with gaps', async () => {
    const list = await lists().create({ uniqueName: 'minute', ttl: 120 });
    expect(list.sid).toMatch(/^ES[0-9a-f]{32}$/);
    expect(list).toMatchObject({ uniqueName: 'minute', serviceSid: house.account.syncServiceSid });
    expect(await refused(lists().create({ uniqueName: 'minute' }))).toBe('409/54301');
    expect(await indexes(11)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11]);
  });

  test('is read in both orders, from an index on, over pages', async () => {
    await lists().create({ uniqueName: 'minute' });
    await indexes(4);
    const read = async (options: object) =>
      (await lists()('minute').syncListItems.list(options)).map(({ index, data }) => [index, data.item]);
    const all = [0, 1, 2, 3].map((index) => [index, index]);
    expect(await read({ pageSize: 3 })).toEqual(all);
    expect(await read({ order: 'desc', limit: 2 })).toEqual([all[3], all[2]]);
    expect(await read({ from: '1', bounds: 'exclusive' })).toEqual([all[2], all[3]]);
    expect(await read({ from: '1', order: 'desc' })).toEqual([all[1], all[0]]);
  });

  test('changes and removes an item', async () => {
    await lists().create({ uniqueName: 'minute' });
    await indexes(2);
    const { syncListItems } = lists()('minute');
    expect(await syncListItems(0).update({ data: { item: 'other' } })).toMatchObject({
      revision: '1',
      data: { item: 'other' },
    });
    expect(await syncListItems(1).remove()).toBe(true);
    expect((await syncListItems.list()).map(({ data }) => data)).toEqual([{ item: 'other' }]);
    expect(await refused(syncListItems(1).update({ data: {} }))).toBe('404/20404');
    expect(await refused(syncListItems(1).remove())).toBe('404/20404');
  });

  test('that nobody has made takes nothing', async () => {
    expect(await refused(indexes(1))).toBe('404/20404');
  });

  test('has no gaps where Twilio leaves none', async () => {
    const contiguous = await startConversationsHouse({ assumptions: { syncListIndexesAreContiguous: true } });
    const { syncLists } = contiguous.helper.sync.v1.services(contiguous.account.syncServiceSid);
    await syncLists.create({ uniqueName: 'minute' });
    for (let item = 0; item < 11; item += 1) {
      expect((await syncLists('minute').syncListItems.create({ data: {} })).index).toBe(item);
    }
    await contiguous.stop();
  });

  test('is gone some time after its TTL', async () => {
    await lists().create({ uniqueName: 'minute', ttl: 60 });
    house.clock.advance(91_000);
    expect(await refused(indexes(1))).toBe('404/20404');
  });

  test('is of its service', async () => {
    const other = house.helper.sync.v1.services(house.account.conversationsServiceSid).syncLists;
    expect(await refused(other.create({ uniqueName: 'minute' }))).toBe('404/20404');
    expect(await refused(other('minute').syncListItems.create({ data: {} }))).toBe('404/20404');
  });
});
