import { SignJWT } from 'jose';
import type { Page } from 'playwright-core';
import { httpsUrl, setEventCallback } from './testing/account';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { type House, startHouse } from './testing/house';

let house: House;
let browser: TestBrowser;
/** Every address that the pages asked for: requests and WebSockets. */
let requests: URL[];
let sockets: URL[];
/** What went wrong inside the pages. */
let errors: string[];
const pages: Page[] = [];

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

beforeEach(() => {
  requests = [];
  sockets = [];
  errors = [];
});

afterEach(async () => {
  // People who have gone home: their pages neither answer nor reconnect in the next test.
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  expect(errors).toEqual([]);
});

async function openPage(url: string, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const page = await browser.newPage();
  pages.push(page);
  await prepare?.(page);
  page.setDefaultTimeout(10_000);
  page.on('request', (request) => requests.push(new URL(request.url())));
  page.on('websocket', (socket) => sockets.push(new URL(socket.url())));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url);
  return page;
}

async function openDesktop(agent: string): Promise<Page> {
  const desktop = await openPage(`${house.twilio.url}/?agent=${agent}`);
  await desktop.getByRole('button', { name: 'Go available' }).click();
  await desktop.getByRole('button', { name: 'Go offline' }).waitFor();
  return desktop;
}

/** Fills the form and starts: the topic becomes the first message, with which Twilio starts the flow. */
async function startChat(name: string, topic: string, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const shop = await openPage(`${house.url}/`, prepare);
  await shop.getByRole('button', { name: 'Chat with us' }).click();
  await shop.getByLabel('Your name').fill(name);
  await shop.getByLabel('How can we help?').fill(topic);
  await shop.getByRole('button', { name: 'Start chat' }).click();
  return shop;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text);
  await page.getByLabel('Your message').press('Enter');
}

const line = (page: Page, text: string) => page.getByRole('log').getByText(text, { exact: true });

async function endAndComplete(shop: Page, desktop: Page): Promise<void> {
  await shop.getByRole('button', { name: 'End chat' }).click();
  await shop.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await shop.getByText('You have ended the chat').waitFor();
  await desktop.getByRole('button', { name: 'Complete' }).click();
  await desktop.getByText('No chats. New ones appear here.').waitFor();
  await desktop.getByRole('button', { name: 'Go offline' }).click();
  await desktop.getByRole('button', { name: 'Go available' }).waitFor();
}

test('a customer and an agent chat both ways in two browsers, and nothing leaves this machine', async () => {
  const desktop = await openDesktop('alice');
  const shop = await startChat('Mia Hansen', 'Order 4711 has not arrived');

  const offer = desktop.getByRole('article', { name: 'Offered chat' });
  await offer.getByText('Mia Hansen').waitFor();
  await offer.getByText('Order 4711 has not arrived').waitFor();
  await offer.getByRole('button', { name: 'Accept' }).click();
  await line(desktop, 'Order 4711 has not arrived').waitFor();
  await line(shop, 'Alice joined the chat').waitFor();

  await desktop.getByLabel('Your message').pressSequentially('Good evening, I am looking for your parcel.');
  await shop.getByRole('log').getByText('Alice is typing').waitFor();
  await desktop.getByLabel('Your message').press('Enter');
  await line(shop, 'Good evening, I am looking for your parcel.').waitFor();

  await shop.getByLabel('Your message').pressSequentially('Thank you!');
  await desktop.getByRole('log').getByText('Mia Hansen is typing…').waitFor();
  await shop.getByLabel('Your message').press('Enter');
  await line(desktop, 'Thank you!').waitFor();

  expect(await desktop.locator('flow-strip .widget').allInnerTexts()).toEqual(
    expect.arrayContaining(['Trigger', 'handoff_begin', 'send_to_flex', 'handoff_opened']),
  );
  await endAndComplete(shop, desktop);

  expect([...new Set(requests.map(({ hostname }) => hostname))]).toEqual(['127.0.0.1']);
  expect(sockets.map(({ hostname }) => hostname)).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1']);
  expect(sockets.map(({ pathname }) => pathname).sort()).toEqual([
    '/__t/event-bridge.twilio.com/v1/wschannels',
    '/__t/tsock.us1.twilio.com/v3/wsconnect',
    '/__t/tsock.us1.twilio.com/v3/wsconnect',
  ]);
  expect(browser.outside).toEqual([]);
});

test('after a reload of either page the chat goes on where it was', async () => {
  const desktop = await openDesktop('alice');
  const shop = await startChat('Jo', 'Which lamp for a small room?');
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await say(desktop, 'How small is it?');
  await line(shop, 'How small is it?').waitFor();
  await shop.getByLabel('Your message').fill('About nine square');

  await Promise.all([shop.reload(), desktop.reload()]);

  await line(shop, 'How small is it?').waitFor();
  expect(await shop.getByLabel('Your message').inputValue()).toBe('About nine square');
  await say(shop, 'About nine square metres');
  await line(desktop, 'About nine square metres').waitFor();
  await say(desktop, 'Then the Page Turner');
  await line(shop, 'Then the Page Turner').waitFor();
  expect(await shop.getByRole('log').locator('.bubble').allInnerTexts()).toEqual([
    'Which lamp for a small room?',
    expect.any(String),
    'How small is it?',
    'About nine square metres',
    'Then the Page Turner',
  ]);
  await endAndComplete(shop, desktop);
});

test('a second tab goes on with the chat, and both tabs see what is said and how it ends', async () => {
  const desktop = await openDesktop('alice');
  const first = await startChat('Ann', 'My shade has a dent');
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await line(first, 'Alice joined the chat').waitFor();

  const second = await first.context().newPage();
  await second.goto(`${house.url}/`);
  await second.getByRole('button', { name: 'Continue your chat' }).click();
  await line(second, 'My shade has a dent').waitFor();
  await say(second, 'It is on the left side');
  await line(first, 'It is on the left side').waitFor();

  await endAndComplete(first, desktop);
  await second.getByText('The chat has ended').waitFor();
});

test('what people write is shown as text, whatever it looks like', async () => {
  const hostile = '<img src=x onerror="document.title=1"><b>hello</b> & {{flow.sid}}';
  const desktop = await openDesktop('alice');
  const shop = await startChat('<script>document.title=1</script>', hostile);
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await line(desktop, hostile).waitFor();
  await say(desktop, hostile);
  await shop.getByRole('log').locator('.agent .bubble').getByText(hostile, { exact: true }).waitFor();

  for (const page of [shop, desktop]) {
    expect(await page.title()).not.toBe('1');
    expect(await page.getByRole('log').locator('.bubble').locator('*').count()).toBe(0);
  }
  await endAndComplete(shop, desktop);
});

test('messages typed while the connection is lost arrive once, in order, when it is back', async () => {
  const desktop = await openDesktop('alice');
  const shop = await startChat('Ida', 'Do you deliver to Norway?');
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await line(desktop, 'Do you deliver to Norway?').waitFor();
  await line(shop, 'Alice joined the chat').waitFor();

  await shop.context().setOffline(true);
  house.twilio.drop();
  await shop.getByText('Connection lost. Trying again…').waitFor();
  await say(shop, 'one');
  await say(shop, 'two');
  await shop.context().setOffline(false);

  await line(desktop, 'two').waitFor();
  await shop.getByText('Chatting with Alice').waitFor();
  const own = shop.getByRole('log').locator('.me .bubble');
  expect(await own.allInnerTexts()).toEqual(['Do you deliver to Norway?', 'one', 'two']);
  expect(await desktop.getByRole('log').locator('.customer .bubble').allInnerTexts()).toEqual([
    'Do you deliver to Norway?',
    'one',
    'two',
  ]);
  await endAndComplete(shop, desktop);
});

test('what had not left before a reload is marked, and can be sent again or taken back', async () => {
  let connects = true;
  const gate = (page: Page) =>
    page.routeWebSocket(/tsock/, (socket) => void (connects ? socket.connectToServer() : socket.close()));
  const desktop = await openDesktop('alice');
  const shop = await startChat('Eli', 'Is the glass safe?', gate);
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await line(desktop, 'Is the glass safe?').waitFor();
  await line(shop, 'Alice joined the chat').waitFor();

  connects = false;
  house.twilio.drop();
  await shop.getByText('Connection lost. Trying again…').waitFor();
  await say(shop, 'For small children');
  await say(shop, 'I mean cats');
  await shop.reload({ waitUntil: 'commit' });
  connects = true;

  const failed = shop.getByRole('log').locator('.bubble.failed');
  await failed.nth(1).waitFor();
  await shop.getByRole('button', { name: 'Edit' }).nth(1).click();
  expect(await shop.getByLabel('Your message').inputValue()).toBe('I mean cats');
  await shop.getByRole('button', { name: 'Try again' }).click();
  await line(desktop, 'For small children').waitFor();
  await failed.waitFor({ state: 'detached' });
  expect(await shop.getByRole('log').locator('.me .bubble').allInnerTexts()).toEqual([
    'Is the glass safe?',
    'For small children',
  ]);
  await endAndComplete(shop, desktop);
});

test('what had not left when the chat ended is marked, and can be sent in a new chat', async () => {
  let connects = true;
  const gate = (page: Page) =>
    page.routeWebSocket(/tsock/, (socket) => void (connects ? socket.connectToServer() : socket.close()));
  const desktop = await openDesktop('alice');
  const shop = await startChat('Lea', 'Is it heavy?', gate);
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await line(desktop, 'Is it heavy?').waitFor();
  await line(shop, 'Alice joined the chat').waitFor();

  connects = false;
  house.twilio.drop();
  await shop.getByText('Connection lost. Trying again…').waitFor();
  await say(shop, 'With the shade');
  await say(shop, 'and the bulb');
  await endAndComplete(shop, desktop);
  expect(await shop.getByRole('log').locator('.bubble.failed').allInnerTexts()).toEqual([
    'With the shade',
    'and the bulb',
  ]);
  expect(await shop.getByText('Not sent.').count()).toBe(2);
  expect(await shop.getByText('Sending…').count()).toBe(0);
  expect(await shop.getByRole('button', { name: 'Try again' }).count()).toBe(0);

  connects = true;
  await desktop.getByRole('button', { name: 'Go available' }).click();
  await shop.getByRole('button', { name: 'Send in a new chat' }).last().click();
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await line(desktop, 'With the shade\nand the bulb').waitFor();
  await line(shop, 'Alice joined the chat').waitFor();
  await endAndComplete(shop, desktop);
});

test('a chat that goes to a colleague goes on for the customer', async () => {
  const alice = await openDesktop('alice');
  const shop = await startChat('Kim', 'Wrong invoice');
  await alice.getByRole('button', { name: 'Accept' }).click();
  await line(shop, 'Alice joined the chat').waitFor();
  const bob = await openDesktop('bob');

  await alice.getByText('Transfer', { exact: true }).click();
  await alice.getByRole('button', { name: 'To Bob Okafor' }).click();
  await bob.getByRole('button', { name: 'Accept' }).click();

  await line(shop, 'Alice handed the chat over to Bob').waitFor();
  await line(bob, 'Wrong invoice').waitFor();
  await alice.getByRole('button', { name: 'Complete' }).click();
  await say(bob, 'I correct it');
  await line(shop, 'I correct it').waitFor();
  await alice.getByRole('button', { name: 'Go offline' }).click();
  await endAndComplete(shop, bob);
});

test('an agent has several chats side by side, sees who has written, and ends one of them', async () => {
  const desktop = await openDesktop('alice');
  const [pia, rob] = [await startChat('Pia', 'First lamp'), await startChat('Rob', 'Second lamp')];
  const cards = desktop.getByRole('navigation', { name: 'Chats' });
  for (const name of ['Pia', 'Rob']) {
    const offer = cards.getByRole('article').filter({ hasText: name });
    await offer.getByRole('button', { name: 'Accept' }).click();
    await cards.getByRole('button', { name }).waitFor();
  }
  await line(desktop, 'Second lamp').waitFor();

  await say(pia, 'Are you there?');
  await cards.getByRole('button', { name: /Pia 1 new/ }).click();
  await line(desktop, 'Are you there?').waitFor();
  await cards.getByRole('button', { name: /Pia 1 new/ }).waitFor({ state: 'detached' });

  await desktop.getByRole('button', { name: 'End chat' }).click();
  await pia.getByText('The chat has ended').waitFor();
  await desktop.getByRole('button', { name: 'Complete' }).click();
  await cards.getByRole('button', { name: 'Pia' }).waitFor({ state: 'detached' });
  await line(desktop, 'Second lamp').waitFor();
  await endAndComplete(rob, desktop);
});

test('an end that fails leaves the chat as it was and says so', async () => {
  const desktop = await openDesktop('alice');
  const shop = await startChat('Uma', 'One question');
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await line(shop, 'Alice joined the chat').waitFor();
  await shop.route('**/conversation-end', (route) => route.abort());
  await shop.getByRole('button', { name: 'End chat' }).click();
  const question = shop.getByRole('alertdialog');
  await question.getByRole('button', { name: 'End chat' }).click();
  await question.getByText('The chat could not be ended. Please try again.').waitFor();
  await question.getByRole('button', { name: 'Keep chatting' }).click();
  await say(shop, 'I am still here');
  await line(desktop, 'I am still here').waitFor();

  await shop.unroute('**/conversation-end');
  await endAndComplete(shop, desktop);
});

test('a start that fails keeps what was typed, and the next try opens one chat', async () => {
  const desktop = await openDesktop('alice');
  const shop = await openPage(`${house.url}/`);
  await shop.route('**/conversation-create', (route) => route.abort());
  await shop.getByRole('button', { name: 'Chat with us' }).click();
  await shop.getByLabel('How can we help?').fill('Does it work twice?');
  await shop.getByRole('button', { name: 'Start chat' }).click();
  await shop.getByText('The chat could not be opened. Nothing you wrote is lost.').waitFor();
  await line(shop, 'Does it work twice?').waitFor();

  await shop.unroute('**/conversation-create');
  await shop.getByRole('button', { name: 'Try again' }).click();
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await line(desktop, 'Does it work twice?').waitFor();
  expect(await desktop.locator('task-card').count()).toBe(1);
  await endAndComplete(shop, desktop);
});

test('a page says who is signed in, can be asked again, and signs the chat out', async () => {
  const secret = 's'.repeat(32);
  const environment = { CUSTOMER_TOKEN_SECRET: secret, CUSTOMER_TOKEN_REQUIRED: 'true' };
  const [own, token] = await Promise.all([
    startHouse({ environment }),
    new SignJWT({ name: 'Noa' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('customer-4711')
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(secret)),
  ]);
  // The site's script has put <flex-chat> there by then; whether it is defined already must not matter.
  const signIn = async (page: Page) => {
    await page.addInitScript((answer) => {
      document.addEventListener('DOMContentLoaded', () => {
        const chat = document.querySelector('flex-chat');
        if (!chat) throw new Error('There is no <flex-chat> in the page');
        chat.customerToken = async () => {
          chat.customerToken = async () => answer;
          throw new Error('The shop is busy');
        };
      });
    }, token);
  };
  const shop = await openPage(`${own.url}/`, signIn);
  await shop.getByRole('button', { name: 'Chat with us' }).click();
  await shop.getByLabel('How can we help?').fill('Where is my order?');
  await shop.getByRole('button', { name: 'Start chat' }).click();
  await shop.getByText('We could not check that you are signed in.').waitFor();
  await shop.getByRole('button', { name: 'Try again' }).click();
  await shop.getByRole('button', { name: 'End chat' }).waitFor();
  await shop.getByLabel('Your message').fill('half a sen');

  await shop.locator('flex-chat').evaluate((chat: HTMLElementTagNameMap['flex-chat']) => chat.forget());
  expect(await shop.getByLabel('How can we help?').inputValue()).toBe('');
  const kept = await shop.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  expect(kept.filter((key) => !key.startsWith('loglevel'))).toEqual([`flex-chat:${own.url}|default:opened`]);
  await shop.reload();
  await shop.getByRole('button', { name: 'Start chat' }).waitFor();
  await shop.context().close();
  await own.stop();
});
