import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { barriersByScheme } from './testing/barriers';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { ChatPages } from './testing/chat-pages';
import { type House, startHouse } from './testing/house';

const PICTURES = path.join(PROJECT_FOLDER, 'dist', 'screenshots');

let house: House;
let browser: TestBrowser;
let pages: ChatPages;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  browser = await launchBrowser();
  house = await startHouse({ voice: { wordsPerMinute: 900 } });
  pages = new ChatPages(house, browser);
}, 60_000);

afterEach(async () => {
  expect(await pages.close()).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const picture = (page: Page, name: string) => page.screenshot({ path: path.join(PICTURES, `voice-${name}.png`) });

async function say(phone: FrameLocator, text: string): Promise<void> {
  await phone.getByLabel('What you say').fill(text);
  await phone.getByLabel('What you say').press('Enter');
}

/** A turn that was heard, whole or not, as a screen reader is told. */
const hears = (phone: FrameLocator, words: RegExp) =>
  phone.getByRole('status').filter({ hasText: words }).waitFor({ state: 'attached' });

test('a call from the shop: the bot, an interruption, a person, and an agent who sees why', async () => {
  const desktop = await pages.desktop('alice');
  const shop = await pages.open(`${house.url}/`);
  await shop.setViewportSize({ width: 1100, height: 780 });
  await shop.getByRole('button', { name: 'Call us' }).waitFor();
  await picture(shop, 'shop');
  await shop.getByRole('button', { name: 'Call us' }).click();
  const phone = shop.frameLocator('iframe[title=Phone]');
  await phone.getByRole('button', { name: 'Call', exact: true }).waitFor();
  await picture(shop, 'phone-idle');
  await phone.getByRole('button', { name: 'Call', exact: true }).click();
  await hears(phone, /Assistant: .*How can I help you\?/);

  await say(phone, 'Tell me a joke');
  await phone
    .getByText(/programmers|bugs|computer|code/i)
    .first()
    .waitFor();
  await picture(shop, 'phone-bot-speaks');
  await say(phone, 'I want to speak with a person');
  await hears(phone, /May I have your name/);
  await say(phone, 'My name is Ada and my order 4711 came broken');

  const offer = desktop.getByRole('article', { name: 'Offered call' });
  await offer.waitFor();
  await phone.getByText('On hold. You hear music.').waitFor();
  expect(await barriersByScheme(desktop)).toEqual([]);
  await picture(desktop, 'desktop-offer');
  await picture(shop, 'phone-hold');
  await offer.getByRole('button', { name: 'Accept' }).click();

  const talk = desktop.getByRole('log', { name: 'What was said' });
  await talk.getByText('My name is Ada and my order 4711 came broken').waitFor();
  const why = desktop.getByRole('region', { name: 'Why they call' });
  await why.getByText(/4711/).first().waitFor();
  await desktop.getByLabel('What you say').fill('Hello Ada, this is Alice. I see your order 4711.');
  await desktop.getByRole('button', { name: 'Say', exact: true }).click();
  await hears(phone, /Agent: Hello Ada, this is Alice/);
  await say(phone, 'Good, the shade is dented');
  await talk.getByText('Good, the shade is dented').waitFor();
  expect(await barriersByScheme(desktop)).toEqual([]);
  await picture(desktop, 'desktop-call');
  await picture(shop, 'phone-agent');

  await desktop.getByRole('button', { name: 'Hang up' }).click();
  await phone.getByText(/^Call ended/).waitFor();
  await picture(shop, 'phone-over');
  await desktop.getByRole('button', { name: 'Complete' }).click();
  await desktop.getByText('No chats. New ones appear here.').waitFor();
}, 90_000);

test('the phone by itself: no barriers, keys, a phone’s width, dark', async () => {
  const phone = await pages.open(`${house.twilio.url}/phone.html`);
  await phone.setViewportSize({ width: 390, height: 760 });
  expect(await barriersByScheme(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Call', exact: true }).press('Enter');
  await phone
    .getByRole('status')
    .filter({ hasText: /How can I help you/ })
    .waitFor({ state: 'attached' });
  await phone.getByRole('button', { name: 'Keys' }).click();
  expect(await barriersByScheme(phone)).toEqual([]);
  await phone.emulateMedia({ colorScheme: 'dark' });
  await picture(phone, 'phone-narrow-dark');
  await phone.getByRole('button', { name: 'Hang up' }).click();
  await phone.getByRole('button', { name: 'Call again' }).waitFor();
  expect(house.twilio.voice.live().map(({ call }) => call.status)).toEqual([]);
}, 60_000);

test('a phone that is closed hangs up', async () => {
  const shop = await pages.open(`${house.url}/`);
  await shop.getByRole('button', { name: 'Call us' }).click();
  const phone = shop.frameLocator('iframe[title=Phone]');
  await phone.getByRole('button', { name: 'Call', exact: true }).click();
  await phone.getByText('In a call').waitFor();
  const [live, ...others] = house.twilio.voice.live();
  expect(others).toHaveLength(0);
  const over = new Promise((resolve) => live?.over.addEventListener('abort', resolve));
  await shop.getByRole('button', { name: 'Close the phone and hang up' }).click();
  await over;
  await expect(
    shop
      .getByRole('button', { name: 'Call us' })
      .evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button),
  ).resolves.toBe(true);
}, 60_000);
