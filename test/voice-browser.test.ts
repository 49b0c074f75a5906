import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { TestPhone } from '../local-twilio/src/voice/testing/voice-house';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { setEventCallback } from '../tools/set-event-callback';
import { tasksOf } from './testing/account';
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
  await desktop.getByText('Accept what is offered, or choose from the list.').waitFor();
  await picture(desktop, 'desktop-offer');
  await picture(shop, 'phone-hold');
  await offer.getByRole('button', { name: 'Accept' }).click();

  const talk = desktop.getByRole('log', { name: 'What was said' });
  await talk.getByText('My name is Ada and my order 4711 came broken').waitFor();
  const why = desktop.getByRole('region', { name: 'Why they call' });
  await why.getByText(/4711/).first().waitFor();
  const details = desktop.getByRole('region', { name: 'Details' });
  await details.getByText('Language').waitFor();
  // What stands above the talk stands there alone.
  expect(await details.getByText(/Summary|Topic|Sentiment|Not signed in/).allInnerTexts()).toEqual([]);
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

test('nobody takes the call: a callback rings with an agent, who reads why, calls, and completes it', async () => {
  const phone = await TestPhone.open(house.twilio, '+12025550143');
  await setEventCallback(house.twilio, house.url);
  phone.send({ type: 'dial', to: '+15005550006' });
  await phone.says(/How can I help you\?$/);
  phone.send({ type: 'say', text: 'I want to speak with a person' });
  await phone.says(/May I have your name/);
  phone.send({ type: 'say', text: 'My name is Ada and my order 4711 came broken' });
  await phone.until('hold music', ({ type }) => type === 'hold');
  house.twilio.clock.advance(301_000);
  await phone.until('the offer', (frame) => frame.type === 'speech' && /call you back/.test(frame.text));
  phone.send({ type: 'digits', digits: '1' });
  await phone.status('completed');
  phone.close();

  const desktop = await pages.desktop('alice');
  const offer = desktop.getByRole('article', { name: 'Offered callback' });
  await offer.getByText('New callback').waitFor();
  await offer.getByRole('button', { name: 'Accept' }).click();
  const why = desktop.getByRole('region', { name: 'Why they call' });
  await why.getByText('4711', { exact: true }).waitFor();
  const talk = desktop.getByRole('log', { name: 'What was said' });
  await talk.getByText('I want to speak with a person').waitFor();
  await desktop.getByText('Call +12025550143 by phone, then wrap up.').waitFor();
  expect(await barriersByScheme(desktop)).toEqual([]);
  await picture(desktop, 'desktop-callback');
  await desktop.getByRole('button', { name: 'Wrap up' }).click();
  await desktop.getByRole('button', { name: 'Complete' }).click();
  await desktop.getByText('No chats. New ones appear here.').waitFor();
  expect((await tasksOf(house)).map(({ status }) => status).toSorted()).toEqual(['canceled', 'completed']);
  await desktop.getByRole('button', { name: 'Go offline' }).click();
  await desktop.getByRole('button', { name: 'Go available' }).waitFor();
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

/** The browser's recognition, of which a test is the voice: none here reaches the one of the browser's maker. */
function listens(): void {
  class Recognition {
    onresult: ((event: unknown) => void) | undefined;
    onerror: ((event: unknown) => void) | undefined;
    onend: (() => void) | undefined;
    constructor() {
      Object.assign(window, { recognition: this });
    }
    start() {}
    abort() {
      this.onend?.();
    }
    understands(transcript: string, isFinal: boolean) {
      this.onresult?.({ resultIndex: 0, results: [Object.assign([{ transcript }], { isFinal })] });
    }
    fails(error: string) {
      this.onerror?.({ error });
      this.onend?.();
    }
  }
  Object.assign(window, { SpeechRecognition: Recognition });
}

declare global {
  var recognition: { understands(text: string, isFinal: boolean): void; fails(error: string): void };
}

test('the phone listens, where a browser can: the first words cut the bot off, and why it can’t hear is told', async () => {
  const phone = await pages.open(`${house.twilio.url}/phone.html`, (page) => page.addInitScript(listens));
  await phone.getByRole('button', { name: 'Call', exact: true }).click();
  const hears = (words: RegExp) => phone.getByRole('status').filter({ hasText: words }).waitFor({ state: 'attached' });
  await hears(/How can I help you/);
  const speak = phone.getByRole('button', { name: 'Speak', exact: true });
  await speak.click();
  await phone.getByPlaceholder('Listening…').waitFor();
  await phone.evaluate(() => recognition.understands('tell me a joke', true));
  // The bot has begun, and has not finished.
  await phone.waitForFunction(() => {
    const talk = document.querySelector('local-phone')?.shadowRoot?.querySelector('phone-talk');
    const turn = talk?.shadowRoot?.querySelector('.speaking .text');
    if ((turn?.textContent?.split(' ').length ?? 0) < 3) return false;
    recognition.understands('I', false);
    return true;
  });
  await phone.getByText('interrupted', { exact: true }).waitFor();
  await phone.evaluate(() => recognition.understands('I want to speak with a person', true));
  await hears(/May I have your name/);
  await phone.evaluate(() => recognition.fails('not-allowed'));
  await phone.getByText('The browser does not hear you (not-allowed). Type what you say.').first().waitFor();
  expect(await speak.getAttribute('aria-pressed')).toBe('false');
  await phone.getByRole('button', { name: 'Hang up' }).click();
  await phone.getByRole('button', { name: 'Call again' }).waitFor();
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
