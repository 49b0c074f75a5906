/** Logging in in the middle of a chat, and logging out: what the page says, what the desktop shows, what is left behind. */

import { SignJWT } from 'jose';
import type { Page } from 'playwright-core';
import { httpsUrl, setEventCallback } from './testing/account';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { acceptChat, ChatPages, line, startChat, write } from './testing/chat-pages';
import { type House, startHouse } from './testing/house';

const SECRET = 's'.repeat(32);

let house: House;
let browser: TestBrowser;
let pages: ChatPages;

beforeAll(async () => {
  [house, browser] = await Promise.all([
    startHouse({ environment: { CUSTOMER_TOKEN_SECRET: SECRET } }),
    launchBrowser(),
  ]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

beforeEach(() => {
  pages = new ChatPages(house, browser);
});

afterEach(async () => {
  expect(await pages.close()).toEqual([]);
});

const tokenFor = (subject: string, name: string, key = SECRET) =>
  new SignJWT({ name })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(key));

/** What the shop's own scripts do when somebody logs in there. */
const logsIn = (page: Page, token: string) =>
  page.locator('flex-chat').evaluate(async (chat: HTMLElementTagNameMap['flex-chat'], answer) => {
    chat.customerToken = async () => answer;
    return chat.identify();
  }, token);

const logsOut = (page: Page) =>
  page.locator('flex-chat').evaluate((chat: HTMLElementTagNameMap['flex-chat']) => chat.forget());

/** What the chat has left in the browser, apart from whether its window is open. */
const leftBehind = (page: Page) =>
  page.evaluate(() =>
    [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(
      (key) => key.startsWith('flex-chat') && !key.endsWith(':opened'),
    ),
  );

test('who logs in during a chat is told so in every tab, and the agent sees the name as verified', async () => {
  const desktop = await pages.desktop('alice');
  const shop = await pages.open(`${house.url}/`);
  await startChat(shop, 'Lady Ada', 'Where is my order?');
  await acceptChat(desktop, 'Lady Ada');
  const facts = desktop.getByRole('region', { name: 'Details' });
  await facts.getByText('Not signed in').waitFor();
  await line(shop, 'Alice joined the chat').waitFor();
  expect(await shop.getByText('You are signed in').count()).toBe(0);
  const second = await pages.secondTab(shop);
  await second.getByRole('button', { name: 'Continue your chat' }).click();
  await line(second, 'Alice joined the chat').waitFor();

  expect(await logsIn(shop, await tokenFor('ada', 'Ada Lovelace', 'x'.repeat(32)))).toBe(false);
  expect(await shop.getByText('You are signed in').count()).toBe(0);
  await shop.getByRole('button', { name: 'End chat' }).click();
  await shop.getByRole('alertdialog').waitFor();
  expect(await shop.getByRole('alert').count()).toBe(0);
  await shop.getByRole('button', { name: 'Keep chatting' }).click();
  expect(await logsIn(shop, await tokenFor('ada', 'Ada <b>Lovelace</b>'))).toBe(true);

  for (const tab of [shop, second]) await tab.getByRole('status').getByText('You are signed in').waitFor();
  await facts.getByText('Verified, signed in').first().waitFor();
  await desktop.getByRole('heading', { name: 'Ada <b>Lovelace</b>', level: 2 }).waitFor();
  await write(shop, 'It is me');
  await line(desktop, 'It is me').waitFor();
  await shop.reload();
  await line(shop, 'It is me').waitFor();
  await shop.getByRole('status').getByText('You are signed in').waitFor();
  expect(await logsIn(shop, await tokenFor('eve', 'Eve'))).toBe(false);
  await desktop.getByRole('heading', { name: 'Ada <b>Lovelace</b>', level: 2 }).waitFor();
});

test('who logs out leaves nothing behind in any tab, and the chat goes on for nobody in this browser', async () => {
  const desktop = await pages.desktop('bob');
  const shop = await pages.open(`${house.url}/`);
  await startChat(shop, 'Noa', 'My invoice');
  await acceptChat(desktop, 'Noa');
  await write(desktop, 'To 12 Harbour Road?');
  await line(shop, 'To 12 Harbour Road?').waitFor();
  const second = await pages.secondTab(shop);
  await second.getByRole('button', { name: 'Continue your chat' }).click();
  await line(second, 'To 12 Harbour Road?').waitFor();
  await second.getByLabel('Your message').fill('No, to my off');

  await logsOut(shop);

  for (const tab of [shop, second]) {
    await tab.getByRole('button', { name: 'Start chat' }).waitFor();
    expect(await tab.getByLabel('Your name').inputValue()).toBe('');
    expect(await tab.getByText('Harbour Road').count()).toBe(0);
    expect(await leftBehind(tab)).toEqual([]);
  }
  await second.reload();
  await second.getByRole('button', { name: 'Start chat' }).waitFor();
  expect(await second.getByLabel('Your message').count()).toBe(0);
  await second.getByRole('button', { name: 'Close the chat window' }).click();
  await second.getByRole('button', { name: 'Chat with us', exact: true }).waitFor();
  await write(desktop, 'Are you there?');
  await desktop.getByRole('log').getByText('Sent', { exact: true }).waitFor();
  expect(await second.getByText('Are you there?').count()).toBe(0);
});
