import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { setEventCallback } from '../tools/set-event-callback';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { acceptChat, ChatPages, endChat, leaveDesk, startChat } from './testing/chat-pages';
import { type House, startHouse } from './testing/house';
import { movingPicture } from './testing/moving-picture';
import { VIDEO_FLAGS } from './testing/video-page';

/** Kept for whoever wants to look. */
const SCREENSHOTS = path.join(PROJECT_FOLDER, 'dist', 'screenshots');

let house: House;
let browser: TestBrowser;
let pages: ChatPages;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await launchBrowser(VIDEO_FLAGS);
  house = await startHouse();
  await setEventCallback(house.twilio, house.url);
  pages = new ChatPages(house, browser);
}, 60_000);

afterAll(async () => {
  const problems = await pages?.close();
  await browser?.close();
  await house?.stop();
  expect(problems).toEqual([]);
});

/** The same page by the other name of this machine, which people type as well. */
const byName = (url: string) => url.replace('127.0.0.1', 'localhost');

/** Each window as it is at this step. */
async function photograph(step: string, windows: Record<string, Page>): Promise<void> {
  for (const [name, page] of Object.entries(windows)) {
    await page.screenshot({ path: path.join(SCREENSHOTS, `video-journey-${step}-${name}.png`) });
  }
}

test('from a chat in the shop to a call by its link, and a rating that the agent sees', async () => {
  const desktop = await pages.desktop('alice');
  const shop = await pages.open(`${house.url}/`);
  await startChat(shop, 'Mia', 'My lamp flickers');
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await desktop.getByRole('button', { name: 'Start video' }).waitFor();
  await photograph('1-chat', { desktop, shop });
  await desktop.getByRole('button', { name: 'Start video' }).click();

  const invitation = await shop.getByRole('link', { name: /^Join video call/ }).getAttribute('href');
  await movingPicture(desktop.locator('figure').filter({ hasText: 'You' }).locator('video'));
  await photograph('2-invited', { desktop, shop });
  const call = await pages.open(invitation ?? '');
  await movingPicture(call.locator('.preview video'));
  await photograph('3-lobby', { desktop, call });
  await call.getByRole('button', { name: 'Join call' }).click();
  await Promise.all([
    movingPicture(call.locator('.tile[data-kind=agent] video')),
    movingPicture(desktop.locator('figure').filter({ hasText: 'Mia (guest)' }).locator('video')),
  ]);
  await photograph('4-call', { desktop, call });

  await desktop.getByRole('button', { name: 'End for all' }).click();
  await call.getByText('The call has ended').waitFor();
  await photograph('5-ended', { desktop, call });
  await call.getByRole('radio', { name: /4/ }).check({ force: true });
  await call.getByRole('textbox').fill('Very kind');
  await call.getByRole('button', { name: /send/i }).click();
  const rating = desktop.getByRole('region', { name: 'Details' }).getByRole('status');
  await rating.filter({ hasText: 'Rating: 4 of 5, Very kind' }).waitFor({ state: 'attached' });
  await photograph('6-rated', { desktop, shop, call });
  await desktop.getByRole('button', { name: 'End chat' }).click();
  await leaveDesk(desktop);
}, 60_000);

/** A customer in a call with Alice, whose chat they then end. */
async function endedInCall(name: string) {
  const desktop = await pages.desktop('alice');
  const shop = await pages.open(`${house.url}/`);
  await startChat(shop, name, 'My lamp hums');
  await acceptChat(desktop, name);
  await desktop.getByRole('button', { name: 'Start video' }).click();
  const invitation = await shop.getByRole('link', { name: /^Join video call/ }).getAttribute('href');
  const call = await pages.open(invitation ?? '');
  await call.locator('.preview video').waitFor();
  await call.getByRole('button', { name: 'Join call' }).click();
  await movingPicture(call.locator('.tile[data-kind=agent] video'));
  await endChat(shop);
  await call.getByRole('heading', { name: 'The call has ended' }).waitFor();
  return { desktop, shop, call };
}

async function rate(call: Page): Promise<void> {
  await call.getByRole('radio', { name: '5 stars of 5' }).check({ force: true });
  await call.getByRole('button', { name: 'Send rating' }).click();
}

test('the chat ends during the call: what the customer says of the call afterwards reaches the agent', async () => {
  const { desktop, shop, call } = await endedInCall('Ben');
  await rate(call);
  await call.getByText('Thank you, that helps us.').waitFor();
  const rating = desktop.getByRole('region', { name: 'Details' }).getByRole('status');
  await rating.filter({ hasText: 'Rating: 5 of 5' }).waitFor({ state: 'attached' });
  await photograph('7-rated-after-chat', { desktop, shop, call });
  await leaveDesk(desktop);
}, 60_000);

test('once the agent has completed the task, a call can be rated no more, and the page says so', async () => {
  const { desktop, call } = await endedInCall('Eve');
  await leaveDesk(desktop);
  await rate(call);
  await call.getByText('This call can no longer be rated.').waitFor();
  await photograph('8-rated-too-late', { call });
}, 60_000);

test('the shop by the name of localhost is the same shop: a chat, and a call by its link', async () => {
  const desktop = await pages.desktop('alice');
  const shop = await pages.open(byName(`${house.url}/`));
  await startChat(shop, 'Kim', 'A dent in my shade');
  await acceptChat(desktop, 'Kim');
  await desktop.getByRole('button', { name: 'Start video' }).click();
  const invitation = await shop.getByRole('link', { name: /^Join video call/ }).getAttribute('href');
  const call = await pages.open(byName(invitation ?? ''));
  await call.locator('.preview video').waitFor();
  await call.getByRole('button', { name: 'Join call' }).click();
  await Promise.all([
    movingPicture(call.locator('.tile[data-kind=agent] video')),
    movingPicture(desktop.locator('figure').filter({ hasText: 'Kim (guest)' }).locator('video')),
  ]);
}, 60_000);
