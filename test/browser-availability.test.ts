/** What a customer is told while nobody is there, the site is closed, or others were first. */

import type { Page } from 'playwright-core';
import { english } from '../src/words/en/flow';
import { momentIn } from '../src/words/moment';
import { ClosingDocuments } from '../tools/site/closing-documents';
import { httpsUrl, onAccount, setEventCallback } from './testing/account';
import { Agent } from './testing/agent';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { acceptChat, ChatPages, endChat, leaveDesk, line, startChat, write } from './testing/chat-pages';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';

let house: House;
let browser: TestBrowser;
let pages: ChatPages;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

beforeEach(() => {
  pages = new ChatPages(house, browser);
  halfAMinutePasses();
});

afterEach(async () => {
  expect(await pages.close()).toEqual([]);
});

afterAll(() => jest.restoreAllMocks());

let ahead = 0;

/** For the Functions: what they remember of a queue and of a site is old then. */
function halfAMinutePasses(): void {
  ahead += 31_000;
  const start = performance.timeOrigin + ahead;
  jest.spyOn(Date, 'now').mockImplementation(() => Math.round(start + performance.now()));
}

/** A page looks again when it was told to, which is twice a minute at the most. */
async function looksAgain(page: Page): Promise<void> {
  halfAMinutePasses();
  await page.clock.fastForward(31_000);
}

const openShop = () => pages.open(`${house.url}/`, (page) => page.clock.install());
const status = (page: Page, text: string) => page.getByRole('status').getByText(text, { exact: true });

function onSite(work: (documents: ClosingDocuments) => Promise<void>): Promise<void> {
  return onAccount(house, (client) => work(new ClosingDocuments(client, house.twilio.account.syncServiceSid)));
}

test('nobody is there: the form says so, and a message that is left is answered in the same chat', async () => {
  const shop = await openShop();
  await startChat(shop, 'Mia', 'Invoice 4711');
  await line(shop, `${english.greeting} ${english.nobodyHere} ${english.offer}`).waitFor();
  await write(shop, 'Please send it to my office');
  await line(shop, english.messageTaken).waitFor();
  await shop.reload();
  await line(shop, english.messageTaken).waitFor();

  const desktop = await pages.desktop('alice');
  await acceptChat(desktop, 'Mia');
  await desktop.getByRole('region', { name: 'Details' }).getByText('Left a message, does not wait').waitFor();
  await line(desktop, 'Please send it to my office').waitFor();
  await write(desktop, 'It is on its way');
  await line(shop, 'It is on its way').waitFor();
  await endChat(shop);
  await leaveDesk(desktop);
});

test('somebody comes while the form is open: the page says so without being asked', async () => {
  const shop = await openShop();
  await shop.getByRole('button', { name: 'Chat with us' }).click();
  await status(shop, 'Nobody is free at the moment. You can wait, or leave us a message.').waitFor();
  const desktop = await pages.desktop('alice');
  await looksAgain(shop);
  await status(shop, 'We are here and answer right away.').waitFor();
  await desktop.getByRole('button', { name: 'Go offline' }).click();
  await desktop.getByRole('button', { name: 'Go available' }).waitFor();
});

test('a site that was closed by hand says until when, on the form and in the chat, until it is opened again', async () => {
  const until = '2126-12-02T08:30:00.000Z';
  await onSite((documents) =>
    documents.close('default', { closed: true, until, message: { en: 'We move house <b>this week</b>.' } }),
  );
  const shop = await openShop();
  await shop.getByRole('button', { name: 'Chat with us' }).click();
  const zone = await shop.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const opensAt = momentIn(Date.parse(until), Date.now(), 'en', zone);
  await status(shop, `We are closed now. We are back ${opensAt}.`).waitFor();
  await shop.getByRole('button', { name: 'Start chat' }).click();
  await write(shop, 'Hello?');
  await line(shop, `${english.greeting} We move house <b>this week</b>. ${english.offer}`).waitFor();
  await endChat(shop);

  await onSite((documents) => documents.open('default'));
  await shop.getByRole('button', { name: 'Start a new chat' }).click();
  await looksAgain(shop);
  await status(shop, 'Nobody is free at the moment. You can wait, or leave us a message.').waitFor();
});

test('who waits sees the place in the queue go up as others are taken, and then who comes', async () => {
  const first = await Customer.arrive(house, { preEngagement: { topic: 'lamps' } });
  await first.says('Hello');
  await first.hears(english.offer);
  await first.says('1');
  await first.hears(english.waiting);
  halfAMinutePasses();
  const shop = await openShop();
  await startChat(shop, 'Rob', 'The second lamp');
  await line(shop, `${english.greeting} ${english.nobodyHere} ${english.offer}`).waitFor();
  await write(shop, '1');
  await line(shop, english.waiting).waitFor();

  await looksAgain(shop);
  const waiting = (text: string) => shop.getByRole('status').getByText(text);
  await waiting('You are number 2 in the queue.').waitFor();
  await shop.getByText('Finding somebody…').waitFor();
  const alice = await Agent.signIn(house, 'Alice');
  await onAccount(house, ({ taskrouter }) =>
    taskrouter.v1
      .workspaces(house.twilio.account.workspaceSid)
      .workers(alice.workerSid)
      .workerChannels('chat')
      .update({ capacity: 1 }),
  );
  await alice.goes('Available');
  const chat = await alice.takes(first.chat.conversationSid);
  await looksAgain(shop);
  await waiting('You are next.').waitFor();
  await chat.ends();
  await chat.completes();
  const next = await alice.takes();
  await shop.getByText('Chatting with Alice').waitFor();
  expect(await waiting('You are next.').count()).toBe(0);

  await next.ends();
  await shop.getByText('The chat has ended').waitFor();
  await next.completes();
  await Promise.all([first.leaves(), alice.signOut()]);
});
