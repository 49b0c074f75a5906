/** `<flex-chat>` in the life of a page: frameworks, languages, reloads, sign-ins, lost lines. */
import type { Page } from 'playwright-core';
import { httpsUrl, setEventCallback } from './testing/account';
import { Agent } from './testing/agent';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { endChat, line, startChat } from './testing/chat-pages';
import { type House, startHouse } from './testing/house';
import { type ShopPage, startShopPage } from './testing/shop-page';

type Chat = HTMLElementTagNameMap['flex-chat'];

let house: House;
let browser: TestBrowser;
let shop: ShopPage;
let alice: Agent;
/** What nobody has caught inside the pages. */
let problems: string[];
const pages: Page[] = [];

beforeAll(async () => {
  shop = await startShopPage();
  [house, browser] = await Promise.all([
    startHouse({ environment: { ALLOWED_ORIGINS: shop.origin } }),
    launchBrowser(),
  ]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await alice?.signOut();
  await shop?.close();
  await house?.stop();
});

beforeEach(() => {
  problems = [];
});

afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  expect(problems).toEqual([]);
});

async function openShop(body = `<script src="${house.url}/chat/default.js" defer></script>`): Promise<Page> {
  shop.serve(body);
  const page = await newPage();
  await page.goto(shop.origin);
  return page;
}

async function newPage(): Promise<Page> {
  const page = await browser.newPage();
  pages.push(page);
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => problems.push(String(error)));
  return page;
}

const chatOf = (page: Page) => page.locator('flex-chat');
const launcher = (page: Page) => page.getByRole('button', { name: 'Chat with us' });
const windowsOf = (page: Page) =>
  chatOf(page).evaluate((chat) => chat.shadowRoot?.querySelectorAll('flex-chat-window').length);

async function chatWithAlice(page: Page, topic: string) {
  await startChat(page, 'Mia Hansen', topic);
  const chat = await alice.takes();
  await line(page, 'Alice joined the chat').waitFor();
  return chat;
}

test('a framework may set as properties what are attributes, before the element is defined and after', async () => {
  const page = await openShop(`<script src="${house.url}/chat/chat.js" defer></script>`);
  await page.evaluate(async (url) => {
    await customElements.whenDefined('flex-chat');
    const chat = document.createElement('flex-chat');
    Object.assign(chat, { baseUrl: url, site: 'default', locale: 'de', position: 'left', form: 'none', inline: false });
    document.body.append(chat);
  }, house.url);
  await page.getByRole('button', { name: 'Chatten Sie mit uns' }).waitFor();
  expect(
    await chatOf(page).evaluate(({ attributes }) => [...attributes].map(({ name, value }) => [name, value])),
  ).toEqual([
    ['base-url', house.url],
    ['site', 'default'],
    ['locale', 'de'],
    ['position', 'left'],
    ['form', 'none'],
  ]);
  await chatOf(page).evaluate((chat: Chat) => {
    chat.locale = 'fr';
  });
  await page.getByRole('button', { name: 'Discutez avec nous' }).waitFor();

  const early = await openShop(`<flex-chat></flex-chat><script>
    Object.assign(document.querySelector('flex-chat'), { locale: 'es', baseUrl: '${house.url}' });
  </script><script src="${house.url}/chat/chat.js" defer></script>`);
  await early.getByRole('button', { name: 'Chatee con nosotros' }).waitFor();
});

test('an element that is moved while its window is being loaded has one window', async () => {
  const page = await openShop();
  await launcher(page).waitFor();
  await chatOf(page).evaluate(async (chat: Chat) => {
    const first = chat.show();
    document.body.prepend(chat);
    await Promise.all([first, chat.show()]);
  });
  await page.getByRole('button', { name: 'Start chat' }).waitFor();
  expect(await windowsOf(page)).toBe(1);
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('a chat of the page’s own making outlives the element, and goes on in the next one', async () => {
  const page = await openShop();
  const chat = await chatWithAlice(page, 'A lamp for two');
  const heard = await chatOf(page).evaluate(async (element: Chat) => {
    const shown = element.shadowRoot?.querySelector('flex-chat-window') as unknown as { client: Chat['client'] };
    const { client } = shown;
    if (!client) throw new Error('There is no chat');
    const next = document.createElement('flex-chat');
    next.client = client;
    // As the page's own from now on.
    element.client = client;
    element.remove();
    document.body.append(next);
    await next.show();
    next.remove();
    document.body.append(next);
    await next.show();
    return client.state.phase;
  });
  expect(heard).toBe('open');
  await chat.says('For two it is');
  await line(page, 'For two it is').waitFor();
  await endChat(page);
  await chat.isInWrapup();
  await chat.completes();
});

test('the rating is still asked for after a reload, until it is given', async () => {
  const page = await openShop();
  const chat = await chatWithAlice(page, 'A lamp that was fine');
  await endChat(page);
  await chat.isInWrapup();
  await page.reload();
  await page.getByText('You have ended the chat').waitFor();
  await page.getByRole('radio', { name: '5 stars of 5' }).check();
  await page.getByRole('button', { name: 'Send rating' }).click();
  await page.getByText('Thank you, that helps us.').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Start chat' }).waitFor();
  await chat.completes();
});

test('the focus stays in the window when a button with it goes', async () => {
  const page = await openShop();
  const chat = await chatWithAlice(page, 'A lamp to be rated');
  const isInside = () => chatOf(page).evaluate((element) => element.matches(':focus-within'));
  await endChat(page);
  await chat.isInWrapup();
  await page.getByRole('radio', { name: '3 stars of 5' }).check();
  await page.getByRole('button', { name: 'Send rating' }).press('Enter');
  await page.getByText('Thank you, that helps us.').waitFor();
  expect(await isInside()).toBe(true);
  await chat.completes();

  await page.getByRole('button', { name: 'Start a new chat' }).press('Enter');
  await page.route('**/conversation-create', (route) => route.abort());
  await page.getByLabel('How can we help?').fill('Another lamp');
  await page.getByRole('button', { name: 'Start chat' }).press('Enter');
  const retry = page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  await retry.press('Enter');
  await retry.waitFor({ state: 'detached' });
  expect(await isInside()).toBe(true);
  await retry.waitFor();
});

test('the Enter with which an input method ends a word sends nothing, also in Safari', async () => {
  const page = await newPage();
  await page.goto(`${house.url}/outlet.html`);
  await page.getByRole('button', { name: 'Chatten Sie mit uns' }).click();
  const field = page.getByLabel('Ihre Nachricht');
  await field.fill('ランプ');
  await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, composed: true });
  expect(await field.inputValue()).toBe('ランプ');
});

test('a page that changes its language before the chat is begun is answered in that language', async () => {
  const page = await openShop();
  await launcher(page).click();
  await page.getByRole('button', { name: 'Start chat' }).waitFor();
  await chatOf(page).evaluate((chat) => chat.setAttribute('locale', 'de'));
  const asked = page.waitForRequest('**/conversation-create');
  await page.getByLabel('Wie können wir Ihnen helfen?').fill('Eine Lampe');
  await page.getByRole('button', { name: 'Chat beginnen' }).click();
  expect((await asked).postDataJSON()).toMatchObject({ locale: 'de' });
  const chat = await alice.takes();
  await line(page, 'Alice ist jetzt im Chat').waitFor();
  await chat.ends();
  await chat.isInWrapup();
  await chat.completes();
});

test('a line that is cut at any moment while a chat loads costs a moment, and leaves no error in the page', async () => {
  const page = await newPage();
  let left = Number.POSITIVE_INFINITY;
  await page.routeWebSocket(/tsock/, (socket) => {
    const twilio = socket.connectToServer();
    twilio.onMessage((frame) => {
      left -= 1;
      if (left === 0) void socket.close({ code: 1006 });
      else socket.send(frame);
    });
  });
  // Of the scripts of another origin a page hears no unhandled rejection.
  await page.goto(house.url);
  const chat = await chatWithAlice(page, 'A lamp on a bad line');
  for (let received = 1; received <= 9; received += 1) {
    left = received;
    await page.reload();
    await page.getByRole('button', { name: 'End chat' }).waitFor({ timeout: 5000 });
    expect(left).toBeLessThanOrEqual(0);
  }
  await endChat(page);
  await chat.isInWrapup();
  await chat.completes();
});
