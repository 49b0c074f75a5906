/** Bad lines: a lost connection, a laptop that sleeps, tokens that expire, servers and scripts that fail. */

import type { Page, WebSocketRoute } from 'playwright-core';
import { httpsUrl, setEventCallback, tasksOf } from './testing/account';
import { Agent } from './testing/agent';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { ChatPages, line, startChat, write } from './testing/chat-pages';
import { type House, startHouse } from './testing/house';

let house: House;
let browser: TestBrowser;
let pages: ChatPages;
let alice: Agent;

beforeAll(async () => {
  // A token is old after a second, and expires after a minute.
  const shortLived = { environment: { TOKEN_TTL_SECONDS: '60' }, tokenExpiryWarning: 59 };
  [house, browser] = await Promise.all([startHouse(shortLived), launchBrowser()]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await alice?.signOut();
  await house?.stop();
});

beforeEach(() => {
  pages = new ChatPages(house, browser);
});

afterEach(async () => {
  jest.restoreAllMocks();
  house.twilio.mend();
  expect(await pages.close()).toEqual([]);
});

/** What the SDK reaches Twilio through: Chromium leaves open sockets alone when it is set offline. */
class Cable {
  readonly #sockets = new Set<WebSocketRoute>();
  #plugged = true;

  async layTo(page: Page): Promise<void> {
    await page.routeWebSocket(/tsock/, (socket) => {
      if (!this.#plugged) return socket.close();
      this.#sockets.add(socket);
      socket.connectToServer();
    });
  }

  async unplug(): Promise<void> {
    this.#plugged = false;
    await Promise.all([...this.#sockets].map((socket) => socket.close({ code: 1006 })));
    this.#sockets.clear();
  }

  plugIn(): void {
    this.#plugged = true;
  }
}

async function chatWithAlice(topic: string, prepare?: (page: Page) => Promise<unknown>) {
  const shop = await pages.open(`${house.url}/`, prepare);
  await startChat(shop, 'Mia', topic);
  const chat = await alice.takes();
  await line(shop, 'Alice joined the chat').waitFor();
  return { shop, chat };
}

const refreshed = (page: Page) =>
  page.waitForResponse((response) => response.url().endsWith('/token') && response.status() === 200);

const bubbles = (page: Page, from: string) => page.getByRole('log').locator(`.${from} .bubble`).allInnerTexts();

test('what the agent writes while the connection is lost arrives once, in order, when it is back', async () => {
  const cable = new Cable();
  const { shop, chat } = await chatWithAlice('Do you deliver to Norway?', (page) => cable.layTo(page));
  await chat.says('One moment');
  await line(shop, 'One moment').waitFor();
  await cable.unplug();
  await shop.context().setOffline(true);
  await shop.getByText('Connection lost. Trying again…').waitFor();
  await chat.says('We do');
  await chat.says('In four days');
  await write(shop, 'Hello?');

  cable.plugIn();
  await shop.context().setOffline(false);
  await line(shop, 'In four days').waitFor();
  await shop.getByText('Chatting with Alice').waitFor();
  await chat.hears('Hello?');
  expect(await bubbles(shop, 'agent')).toEqual(['One moment', 'We do', 'In four days']);
  expect(await bubbles(shop, 'me')).toEqual(['Do you deliver to Norway?', 'Hello?']);
  await chat.completes();
});

test('a token is refreshed while the chat is open, and nobody sees anything of it', async () => {
  const sockets: string[] = [];
  const { shop, chat } = await chatWithAlice('A long talk', async (page) =>
    page.on('websocket', (socket) => sockets.push(socket.url())),
  );
  await refreshed(shop);
  await chat.says('still here');
  await line(shop, 'still here').waitFor();
  await refreshed(shop);
  await write(shop, 'So am I');
  await chat.hears('So am I');
  expect(sockets).toHaveLength(1);
  await shop.getByText('Chatting with Alice').waitFor();
  await chat.completes();
});

test('when Twilio refuses at the start, the page says so with a reference, and the next try opens one chat', async () => {
  const before = (await tasksOf(house)).length;
  house.twilio.fail({ host: 'conversations.twilio.com', status: 403 });
  const shop = await pages.open(`${house.url}/`);
  await startChat(shop, 'Eli', 'Does it work twice?');
  const alert = shop.getByRole('alert');
  await alert.getByText('The chat could not be opened. Nothing you wrote is lost.').waitFor();
  expect(await alert.innerText()).toMatch(/Reference: \S+/);
  await line(shop, 'Does it work twice?').waitFor();
  await shop.getByRole('log').getByText('Not sent yet').waitFor();

  house.twilio.mend();
  await shop.getByRole('button', { name: 'Try again' }).click();
  const chat = await alice.takes();
  await chat.hears('Does it work twice?');
  expect(chat.attributes.name).toBe('Eli');
  expect((await tasksOf(house)).length).toBe(before + 1);
  await chat.completes();
});

test('a file that does not get through is marked, and the next try sends it once', async () => {
  const { shop, chat } = await chatWithAlice('A photo of the dent');
  house.twilio.fail({ host: 'mcs.us1.twilio.com', method: 'POST', status: 500 });
  const file = { name: 'dent.txt', mimeType: 'text/plain', buffer: Buffer.from('left side') };
  await shop.locator('input[type=file]').setInputFiles(file);
  await shop.getByText('Not sent.').waitFor();

  house.twilio.mend();
  await shop.getByRole('button', { name: 'Try again' }).click();
  await shop.getByRole('link', { name: /^dent\.txt 9 bytes/ }).waitFor();
  expect(await shop.getByText('Not sent.').count()).toBe(0);
  const { items } = await chat.conversation.getMessages(100);
  const names = items.flatMap(({ attachedMedia }) => attachedMedia?.map(({ filename }) => filename) ?? []);
  expect(names).toEqual(['dent.txt']);
  await chat.completes();
});

test('when the script of the chat service does not come, the page says so, and the next try loads it', async () => {
  const shop = await pages.open(`${house.url}/`, (page) =>
    page.route('**/conversations-sdk.js*', (route) => route.abort()),
  );
  await startChat(shop, 'Ida', 'Is anybody there?');
  await shop.getByRole('alert').getByText('The chat could not be opened. Nothing you wrote is lost.').waitFor();
  await shop.unroute('**/conversations-sdk.js*');
  await shop.getByRole('button', { name: 'Try again' }).click();
  const chat = await alice.takes();
  await chat.hears('Is anybody there?');
  await chat.completes();
});

test('when none of our scripts come, there is what the page has put into <flex-chat>, and nothing of it otherwise', async () => {
  const withFallback = async (page: Page) => {
    await page.route(`${house.url}/`, async (route) => {
      const response = await route.fetch();
      const fallback = '<flex-chat><a href="mailto:help@shop.example">Write to us</a></flex-chat></body>';
      await route.fulfill({ response, body: (await response.text()).replace('</body>', fallback) });
    });
  };
  const broken = await pages.open(`${house.url}/`, async (page) => {
    await page.route('**/chat/*.js*', (route) => route.abort());
    await withFallback(page);
  });
  await broken.getByRole('link', { name: 'Write to us' }).waitFor();
  const whole = await pages.open(`${house.url}/`, withFallback);
  await whole.getByRole('button', { name: 'Chat with us' }).waitFor();
  expect(await whole.getByRole('link', { name: 'Write to us' }).count()).toBe(0);
});

// The last one: what the Functions remember of the queue is from two hours later then.
test('a laptop that sleeps for longer than its token lives gets what it has missed, once', async () => {
  const cable = new Cable();
  const { shop, chat } = await chatWithAlice('Which bulb?', async (page) => {
    await page.clock.install();
    await cable.layTo(page);
  });
  await cable.unplug();
  await shop.getByText('Connection lost. Trying again…').waitFor();
  await chat.says('An E27');
  await chat.says('of 7 watts');
  const twoHours = 2 * 3600_000;
  const { now } = Date;
  jest.spyOn(Date, 'now').mockImplementation(() => now() + twoHours);

  cable.plugIn();
  await Promise.all([refreshed(shop), shop.clock.fastForward(twoHours)]);
  await line(shop, 'of 7 watts').waitFor();
  await shop.getByText('Chatting with Alice').waitFor();
  await write(shop, 'Thanks');
  await chat.hears('Thanks');
  expect(await bubbles(shop, 'agent')).toEqual(['An E27', 'of 7 watts']);
  await chat.completes();
});
