import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { setEventCallback } from '../tools/set-event-callback';
import { onAccount } from './testing/account';
import { Agent } from './testing/agent';
import { barriersByScheme } from './testing/barriers';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { acceptChat, ChatPages, leaveDesk, line, startChat, write } from './testing/chat-pages';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';
import { movingPicture } from './testing/moving-picture';
import { type ShopPage, startShopPage } from './testing/shop-page';
import { VIDEO_FLAGS } from './testing/video-page';

/** Kept for whoever wants to look. */
const PICTURES = path.join(PROJECT_FOLDER, 'dist', 'screenshots');
const NARROW = { width: 320, height: 640 };
/** Longer than a code is good for. */
const TWO_HOURS_MS = 2 * 3600_000;

let house: House;
let browser: TestBrowser;
let shop: ShopPage;
let pages: ChatPages;

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [browser, shop] = await Promise.all([launchBrowser(VIDEO_FLAGS), startShopPage()]);
  house = await startHouse({ environment: { ALLOWED_ORIGINS: shop.origin } });
  await setEventCallback(house.twilio, house.url);
  pages = new ChatPages(house, browser);
}, 60_000);

afterEach(async () => {
  house.twilio.mend();
  expect(await pages.close()).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await house?.stop();
});

const joinLink = (page: Page) => page.getByRole('link', { name: 'Join video call (opens in a new tab)' });
const panel = (desktop: Page) => desktop.getByRole('region', { name: 'Video call' });
const press = (desktop: Page, name: string) => panel(desktop).getByRole('button', { name, exact: true }).click();

/** What axe says of the page as it is, in both schemes, with a picture of each. */
async function looksGood(page: Page, name: string): Promise<void> {
  expect([name, ...(await barriersByScheme(page))]).toEqual([name]);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: path.join(PICTURES, `${name}-${colorScheme}.png`) });
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW.width);
}

test('an invitation is a button in the chat, which opens the call in a tab of its own, until it has run out', async () => {
  const desktop = await pages.desktop('alice');
  shop.serve(`<main><h1>Lamps</h1></main><script src="${house.url}/chat/default.js" defer></script>`);
  const chat = await pages.open(shop.origin, (page) => page.setViewportSize(NARROW));
  await startChat(chat, 'Mia', 'My lamp flickers');
  await acceptChat(desktop, 'Mia');
  await press(desktop, 'Start video');
  await joinLink(chat).waitFor();
  expect(await chat.getByRole('log').getByText('#code=').count()).toBe(0);
  const said = chat.locator('[aria-live=polite]').getByText('Assistant: You are invited to a video call.');
  await said.waitFor({ state: 'attached' });
  await looksGood(chat, 'invitation-320');

  const [call] = await Promise.all([chat.context().waitForEvent('page'), joinLink(chat).click()]);
  await call.getByRole('heading', { name: 'Alice invites you to a video call' }).waitFor();
  expect(await call.evaluate(() => window.opener)).toBeNull();
  expect(new URL(call.url()).origin).toBe(house.url);
  await call.close();

  // A chat that goes on when the code is not good any more.
  await chat.clock.setFixedTime(Date.now() + TWO_HOURS_MS);
  await chat.reload();
  await line(chat, 'This invitation to a video call is no longer valid.').waitFor();
  expect(await joinLink(chat).count()).toBe(0);
  await looksGood(chat, 'invitation-over-320');

  await press(desktop, 'Leave call');
  await desktop.getByRole('button', { name: 'End chat' }).click();
  await leaveDesk(desktop);
}, 60_000);

test('it runs out while somebody looks at it', async () => {
  const page = await pages.open(`${house.url}/themes.html?look=plain&state=invited`, (opened) =>
    opened.clock.install(),
  );
  await joinLink(page).waitFor();
  await page.clock.fastForward('01:01:00');
  await joinLink(page).waitFor({ state: 'detached' });
  expect(await line(page, 'This invitation to a video call is no longer valid.').count()).toBe(2);
});

/** A customer in a chat with Alice, who has just started a call. */
async function invited(): Promise<{ desktop: Page; chat: Page }> {
  const desktop = await pages.desktop('alice');
  const chat = await pages.open(`${house.url}/`);
  await startChat(chat, 'Mia', 'My lamp flickers');
  await acceptChat(desktop, 'Mia');
  await press(desktop, 'Start video');
  await joinLink(chat).waitFor();
  return { desktop, chat };
}

test('the button goes with the call, whoever has ended it', async () => {
  const { desktop, chat } = await invited();
  await press(desktop, 'End for all');
  await joinLink(chat).waitFor({ state: 'detached' });
  await line(chat, 'This invitation to a video call is no longer valid.').waitFor();

  await press(desktop, 'Start another one');
  await joinLink(chat).waitFor();
  const [room] = (house.twilio.video.state() as { sid: string; status: string }[]).filter(
    ({ status }) => status === 'in-progress',
  );
  await onAccount(house, ({ video }) => video.v1.rooms(room?.sid ?? '').update({ status: 'completed' }));
  await joinLink(chat).waitFor({ state: 'detached' });
  await chat.reload();
  await line(chat, 'This invitation to a video call is no longer valid.').first().waitFor();
  expect(await joinLink(chat).count()).toBe(0);
  await desktop.getByRole('button', { name: 'End chat' }).click();
  await leaveDesk(desktop);
});

test('of two calls in a chat the later one is the way in', async () => {
  const { desktop, chat } = await invited();
  const first = await joinLink(chat).getAttribute('href');
  await press(desktop, 'End for all');
  await press(desktop, 'Start another one');
  await joinLink(chat).waitFor();
  await line(chat, 'This invitation to a video call is no longer valid.').waitFor();
  expect(await joinLink(chat).count()).toBe(1);
  expect(await joinLink(chat).getAttribute('href')).not.toBe(first);
  await press(desktop, 'End for all');
  await desktop.getByRole('button', { name: 'End chat' }).click();
  await leaveDesk(desktop);
});

test('whoever else is in the chat invites nobody: what they write is text, wherever its attributes point', async () => {
  const alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  const chat = await pages.open(`${house.url}/`);
  await startChat(chat, 'Mia', 'My lamp flickers');
  const { conversation, ...taken } = await alice.takes();
  const video = {
    callId: 'call-1',
    code: 'CDFGHJKM',
    joinUrl: `${house.url}/video/index.html#code=CDFGHJKM`,
    expiresAt: new Date(Date.now() + TWO_HOURS_MS).toISOString(),
  };
  await conversation.sendMessage('Join me', { flexHandoff: { video } });
  await conversation.sendMessage('Are you there?');
  await line(chat, 'Are you there?').waitFor();
  await line(chat, 'Join me').waitFor();
  expect(await joinLink(chat).count()).toBe(0);
  await write(chat, 'Yes');
  await line(chat, 'Yes').waitFor();
  await alice.rpc(
    `v1/Interactions/${taken.attributes.flexInteractionSid}/Channels/${taken.attributes.flexInteractionChannelSid}`,
    { status: 'closed', routing: { status: 'closed' } },
  );
  await alice.goes('Offline');
  await alice.signOut();
}, 30_000);

test('on a page of the shop, whoever holds the session of the chat joins without a code: both see each other', async () => {
  const desktop = await pages.desktop('alice');
  const customer = await Customer.arrive(house, { customer: { name: 'Mia' }, preEngagement: { topic: 'lamps' } });
  await customer.says('My lamp flickers');
  await acceptChat(desktop, 'Mia');

  shop.serve(`<flex-video></flex-video><script src="${house.url}/chat/video.js" defer></script>
    <script>document.querySelector('flex-video').session = ${JSON.stringify(customer.chat.session)}</script>`);
  const page = await pages.open(shop.origin);
  await page.getByRole('heading', { name: 'Your call has not started yet' }).waitFor();

  await press(desktop, 'Start video');
  await page.getByRole('heading', { name: 'Alice invites you to a video call' }).waitFor();
  await page.getByRole('button', { name: 'Join call' }).click();
  await Promise.all([
    movingPicture(page.locator('.tile[data-kind=agent] video')),
    movingPicture(panel(desktop).locator('figure:not(.own)').filter({ hasText: 'Mia' }).locator('video')),
  ]);

  await press(desktop, 'End for all');
  await page.getByRole('heading', { name: 'The call has ended' }).waitFor();
  await customer.end();
  await customer.leaves();
  await leaveDesk(desktop);
}, 60_000);

test('a call that cannot be ended goes on, the panel says what to do, and the next press ends it', async () => {
  const desktop = await pages.desktop('alice');
  const customer = await Customer.arrive(house, { customer: { name: 'Mia' }, preEngagement: { topic: 'lamps' } });
  await customer.says('My lamp flickers');
  await acceptChat(desktop, 'Mia');
  await press(desktop, 'Start video');
  const invitation = await panel(desktop).getByRole('textbox', { name: 'Link to join' }).inputValue();
  const call = await pages.open(invitation);
  await call.getByRole('button', { name: 'Join call' }).click();
  const picture = call.locator('.tile[data-kind=agent] video');
  await movingPicture(picture);

  house.twilio.fail({ host: 'video.twilio.com', method: 'POST', path: '/Rooms/RM[0-9a-f]+$', status: 500 });
  await press(desktop, 'End for all');
  await panel(desktop).getByRole('alert').getByText('The call could not be ended. It goes on: try again.').waitFor();
  await movingPicture(picture);
  house.twilio.mend();

  await press(desktop, 'End for all');
  await panel(desktop).getByText('The video call is over.').waitFor();
  await call.getByRole('heading', { name: 'The call has ended' }).waitFor();
  await customer.end();
  await customer.leaves();
  await leaveDesk(desktop);
}, 60_000);
