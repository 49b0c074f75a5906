import type { RoomListInstanceCreateOptions } from 'twilio/lib/rest/video/v1/room';
import { onAccount } from './testing/account';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { type House, startHouse } from './testing/house';
import { VIDEO_FLAGS, VideoPage } from './testing/video-page';

let house: House;
let browser: TestBrowser;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser(VIDEO_FLAGS)]);
}, 60_000);

afterEach(async () => {
  for (const context of browser.browser.contexts()) await context.close();
});

afterAll(async () => {
  expect(browser?.outside).toEqual([]);
  expect(house?.said.filter((line) => /WebSocket|Video/.test(line))).toEqual([]);
  await browser?.close();
  await house?.stop();
});

const makeRoom = (uniqueName: string, options: RoomListInstanceCreateOptions = {}) =>
  onAccount(house, ({ video }) => video.v1.rooms.create({ uniqueName, ...options }));

const person = (identity: string) => VideoPage.open(browser, house, identity);

/** Two people who see each other in a new room. */
async function callBetween(name: string, options?: RoomListInstanceCreateOptions) {
  const [room, ada, bob] = await Promise.all([makeRoom(name, options), person('ada'), person('bob')]);
  expect(await Promise.all([ada.join(name), bob.join(name)])).toEqual([undefined, undefined]);
  await Promise.all([ada.sees('bob'), bob.sees('ada')]);
  return { room, ada, bob };
}

const statusOf = async (roomSid: string, identity: string) => {
  const everybody = await onAccount(house, ({ video }) =>
    video.v1.rooms(roomSid).participants.list({ status: 'disconnected', identity }),
  );
  return everybody.map(({ status }) => status);
};

test('two people see each other, one mutes, and one shares the screen and stops', async () => {
  const { ada, bob } = await callBetween('talk');
  await bob.switchMicrophone(false);
  await ada.hasNoted('trackDisabled bob/audio');
  await bob.switchMicrophone(true);
  await ada.hasNoted('trackEnabled bob/audio');
  await bob.sharesScreen();
  await Promise.all([ada.sees('bob', 'screen'), ada.sees('bob')]);
  await bob.stopsSharing();
  await ada.hasNoted('trackUnpublished bob/screen');
  await ada.sees('bob');
  await bob.leaves();
  await ada.hasNoted('participantDisconnected bob');
  expect(await ada.around()).toEqual({ state: 'connected', others: [] });
});

test('both share their screens at the same moment', async () => {
  const { ada, bob } = await callBetween('glare');
  await Promise.all([ada.sharesScreen(), bob.sharesScreen()]);
  await Promise.all([ada.sees('bob', 'screen'), bob.sees('ada', 'screen'), ada.sees('bob'), bob.sees('ada')]);
});

test('somebody who reloads the page comes back in the place of the older self', async () => {
  const { room, ada, bob } = await callBetween('reload');
  await bob.load();
  expect(await bob.join('reload')).toBeUndefined();
  await Promise.all([ada.sees('bob'), bob.sees('ada')]);
  expect(await ada.around()).toEqual({ state: 'connected', others: ['bob'] });
  expect(await statusOf(room.sid, 'bob')).toEqual(['disconnected']);
});

test('the older page of an identity is pushed out by the newer one', async () => {
  const { ada, bob } = await callBetween('twins');
  const twin = await person('bob');
  expect(await twin.join('twins')).toBeUndefined();
  expect(await bob.hasEnded()).toBe(53205);
  await Promise.all([twin.sees('ada'), ada.sees('bob')]);
});

test('a call goes on after every socket was cut', async () => {
  const { room, ada, bob } = await callBetween('cut');
  house.twilio.drop();
  await Promise.all([ada.hasNoted('reconnected me'), bob.hasNoted('reconnected me')]);
  await Promise.all([ada.sees('bob'), bob.sees('ada')]);
  await bob.switchMicrophone(false);
  await ada.hasNoted('trackDisabled bob/audio');
  expect(await statusOf(room.sid, 'bob')).toEqual([]);
});

test('somebody who was away for seconds is seen again, and the other one has stayed', async () => {
  const { ada, bob } = await callBetween('outage');
  await bob.goesOffline();
  await ada.hasNoted('participantReconnecting bob');
  house.twilio.clock.advance(2_000);
  await ada.hasNoted('trackUnsubscribed bob/video');
  await bob.comesBack();
  await bob.hasNoted('reconnected me');
  await Promise.all([ada.sees('bob'), bob.sees('ada')]);
  expect(await ada.notes()).not.toContain('reconnecting me');
});

test('whoever dies is missed after 30 seconds, and the other one stays', async () => {
  const { ada, bob } = await callBetween('death');
  await bob.page.close();
  await ada.hasNoted('participantReconnecting bob');
  house.twilio.clock.advance(2_000);
  await ada.hasNoted('trackUnsubscribed bob/video');
  expect(await ada.around()).toEqual({ state: 'connected', others: ['bob'] });
  house.twilio.clock.advance(28_000);
  await ada.hasNoted('participantDisconnected bob');
  expect(await ada.around()).toEqual({ state: 'connected', others: [] });
});

test('a third person is refused by a room for two, and seen by all in a larger one', async () => {
  const [, clara] = await Promise.all([callBetween('pair', { maxParticipants: 2 }), person('clara')]);
  expect(await clara.join('pair')).toBe(53105);
  const { ada, bob } = await callBetween('trio');
  expect(await clara.join('trio')).toBeUndefined();
  await Promise.all([ada.sees('clara'), bob.sees('clara'), clara.sees('ada'), clara.sees('bob')]);
  await Promise.all([ada.sees('bob'), bob.sees('ada')]);
});

test('somebody who is removed sees no error and may come again with the same token', async () => {
  const { room, ada, bob } = await callBetween('removal');
  await onAccount(house, ({ video }) =>
    video.v1.rooms(room.sid).participants('bob').update({ status: 'disconnected' }),
  );
  expect(await bob.hasEnded()).toBe(0);
  await ada.hasNoted('participantDisconnected bob');
  expect(await bob.join('removal')).toBeUndefined();
  await Promise.all([ada.sees('bob'), bob.sees('ada')]);
});

test('a room that is completed ends for all, and nobody gets in again', async () => {
  const { room, ada, bob } = await callBetween('end');
  await onAccount(house, ({ video }) => video.v1.rooms(room.sid).update({ status: 'completed' }));
  expect(await Promise.all([ada.hasEnded(), bob.hasEnded()])).toEqual([53118, 53118]);
  expect([await ada.join('end'), await bob.join(room.sid)]).toEqual([53106, 53118]);
});

test('whoever stays longer than allowed must go', async () => {
  const { ada } = await callBetween('long', { maxParticipantDuration: 600 });
  house.twilio.clock.advance(600_000);
  expect(await ada.hasEnded()).toBe(53216);
});
