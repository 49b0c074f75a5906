import type { Page } from 'playwright-core';
import { httpsUrl, setEventCallback } from './testing/account';
import { Agent } from './testing/agent';
import { barriers } from './testing/barriers';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { type House, startHouse } from './testing/house';
import { type ShopPage, startShopPage } from './testing/shop-page';

let house: House;
let browser: TestBrowser;
let shop: ShopPage;
let alice: Agent;
let policy: string;
/** What went wrong inside the pages: errors, and what their policy had to stop. */
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
  policy = [
    "default-src 'none'",
    `script-src ${house.url}`,
    `connect-src ${house.url} ${house.url.replace('http', 'ws')}`,
    `img-src ${house.url} blob: https:`,
    // Nothing that the chat does needs more than this.
    "style-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
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
  expect(browser.outside).toEqual([]);
});

async function newPage(): Promise<Page> {
  const page = await browser.newPage();
  pages.push(page);
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return page;
}

/** Somebody opens the shop's page, which holds this. */
async function openShop(body: string, ownPolicy = policy): Promise<Page> {
  shop.serve(body, ownPolicy);
  const page = await newPage();
  await page.goto(shop.origin);
  return page;
}

const tag = (site: string, more = '') => `<script src="${house.url}/chat/${site}.js" ${more} defer></script>`;

const scriptsOf = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((name) => name.endsWith('.js')),
  );

const line = (page: Page, text: string) => page.getByRole('log').getByText(text, { exact: true });

/** Begins a chat and gives it to Alice. */
async function chatWithAlice(page: Page, topic: string) {
  await page.getByRole('button', { name: 'Chat with us' }).click();
  await page.getByLabel('Your name').fill('Mia Hansen');
  await page.getByLabel('How can we help?').fill(topic);
  await page.getByRole('button', { name: 'Start chat' }).click();
  const chat = await alice.takes();
  await line(page, 'Alice joined the chat').waitFor();
  return chat;
}

async function endedByCustomer(page: Page, chat: Awaited<ReturnType<typeof chatWithAlice>>) {
  await page.getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await page.getByText('You have ended the chat').waitFor();
  await chat.isInWrapup();
  await chat.completes();
}

describe('one script tag on a page of another origin, under a strict policy', () => {
  test('is a whole chat, and loads what it needs when it is needed', async () => {
    const page = await openShop(`<h1>Shop</h1>${tag('default')}`);
    await page.getByRole('button', { name: 'Chat with us' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await scriptsOf(page)).toEqual(['/chat/default.js', '/chat/chat.js']);

    const chat = await chatWithAlice(page, 'Order 4711 has not arrived');
    expect(await scriptsOf(page)).toEqual([
      '/chat/default.js',
      '/chat/chat.js',
      '/chat/flex-chat-window.js',
      '/chat/conversations-sdk.js',
    ]);
    await chat.says('Good evening, I am looking for your parcel.');
    await line(page, 'Good evening, I am looking for your parcel.').waitFor();
    await page.getByLabel('Your message').fill('Thank you!');
    await page.getByLabel('Your message').press('Enter');
    await chat.hears('Thank you!');
    await chat.reads();
    await page.getByRole('log').getByText('· Read').waitFor();
    await endedByCustomer(page, chat);
  });

  test('takes its language from the page where the site speaks it, or from the tag', async () => {
    const page = await openShop(tag('default', 'data-locale="de-AT"'));
    await page.getByRole('button', { name: 'Chatten Sie mit uns' }).click();
    await page.getByRole('dialog', { name: 'Chatten Sie mit uns' }).waitFor();
    expect(await scriptsOf(page)).toContain('/chat/words-de-page.js');
    await page.getByText('Wir sind da und antworten sofort.').waitFor();

    const outlet = await openShop(tag('outlet'));
    await outlet.getByRole('button', { name: 'Chat with us' }).waitFor();
    const plain = await openShop(tag('outlet').replace('<script', '<script data-locale="de-AT"'));
    await plain.getByRole('button', { name: 'Chatten Sie mit uns' }).waitFor();
  });

  test('lets the site’s theme give way to what the page says', async () => {
    const accent = (page: Page) =>
      page.getByRole('button', { name: 'Chat with us' }).evaluate((button) => getComputedStyle(button).backgroundColor);
    const open = `${policy.replace("style-src 'none'", `style-src 'unsafe-inline'`)}`;
    expect(await accent(await openShop(tag('outlet')))).toBe('rgb(179, 38, 30)');
    const root = '<style>:root { --flex-chat-accent: rgb(1, 2, 3) }</style>';
    expect(await accent(await openShop(root + tag('outlet'), open))).toBe('rgb(1, 2, 3)');
    const own = '<style>flex-chat { --flex-chat-accent: rgb(4, 5, 6) }</style>';
    expect(await accent(await openShop(own + tag('outlet'), open))).toBe('rgb(4, 5, 6)');
  });

  test('leaves a <flex-chat> alone that stands there already', async () => {
    const page = await openShop(`<flex-chat label="Ask us" position="left"></flex-chat>${tag('default')}`);
    const launcher = page.getByRole('button', { name: 'Ask us' });
    await launcher.waitFor();
    expect(await page.locator('flex-chat').count()).toBe(1);
    expect((await launcher.boundingBox())?.x).toBe(20);
  });
});

test('<flex-chat> by hand says where its endpoints are, and works as well', async () => {
  const page = await openShop(
    `<flex-chat site="default" base-url="${house.url}" locale="de"></flex-chat><script src="${house.url}/chat/chat.js"></script>`,
  );
  await page.getByRole('button', { name: 'Chatten Sie mit uns' }).click();
  await page.getByText('Wir sind da und antworten sofort.').waitFor();
});

test('a customer whom the page knows writes at once, without a form', async () => {
  const page = await openShop(tag('default'));
  await page.locator('flex-chat').evaluate((chat: HTMLElementTagNameMap['flex-chat']) => {
    chat.customer = { name: 'Noa' };
  });
  await page.getByRole('button', { name: 'Chat with us' }).click();
  await page.getByLabel('Your message').fill('Where is my order?');
  expect(await page.getByLabel('Your name').count()).toBe(0);
  await page.getByLabel('Your message').press('Enter');
  const chat = await alice.takes();
  expect(chat.attributes.name).toBe('Noa');
  await line(page, 'Alice joined the chat').waitFor();
  await endedByCustomer(page, chat);
});

test('an open window is no second head and foot of a page that has its own', async () => {
  const page = await openShop(
    `<header>Lamps</header><main><h1>Lamps</h1></main><footer>By us</footer>${tag('default')}`,
  );
  const chat = await chatWithAlice(page, 'A dent in my shade');
  expect(await barriers(page)).toEqual([]);
  await endedByCustomer(page, chat);
});

test('a nonce on the tag is enough for a policy that names no hosts', async () => {
  const nonces = policy.replace(/script-src [^;]*/, "script-src 'nonce-4711'");
  const page = await openShop(tag('default', 'nonce="4711"'), nonces);
  await page.getByRole('button', { name: 'Chat with us' }).click();
  await page.getByRole('button', { name: 'Start chat' }).waitFor();
});

test('a page opens and closes the chat by itself, and is told of both', async () => {
  const page = await openShop(tag('default'));
  const told = await page.locator('flex-chat').evaluate(async (chat: HTMLElementTagNameMap['flex-chat']) => {
    await customElements.whenDefined('flex-chat');
    const events: string[] = [];
    for (const name of ['open', 'close']) chat.addEventListener(`flex-chat-${name}`, ({ type }) => events.push(type));
    await chat.show();
    events.push(String(chat.opened));
    chat.hide();
    return [...events, String(chat.opened)];
  });
  expect(told).toEqual(['flex-chat-open', 'true', 'flex-chat-close', 'false']);
  await page.getByRole('button', { name: 'Chat with us' }).waitFor();
});

test('a page can say things in its own words', async () => {
  const page = await openShop(tag('default'));
  await page.locator('flex-chat').evaluate((chat: HTMLElementTagNameMap['flex-chat']) => {
    chat.words = { launcher: 'Ask a lamp maker', title: 'The workshop', start: 'Knock' };
  });
  await page.getByRole('button', { name: 'Ask a lamp maker' }).click();
  await page.getByRole('dialog', { name: 'The workshop' }).getByRole('button', { name: 'Knock' }).waitFor();
});

test('a site without a form begins with the message', async () => {
  const page = await newPage();
  await page.goto(`${house.url}/outlet.html`);
  await page.getByRole('button', { name: 'Chatten Sie mit uns' }).click();
  await page.getByLabel('Ihre Nachricht').waitFor();
  expect(await page.getByLabel('Ihr Name').count()).toBe(0);
});

test('when the window does not load the launcher says so, and the next press tries again', async () => {
  const page = await openShop(tag('default'));
  await page.route('**/flex-chat-window.js*', (route) => route.abort());
  const launcher = page.getByRole('button', { name: 'Chat with us' });
  await launcher.click();
  await page.getByRole('alert').getByText('The chat did not load. Please try again.').waitFor();
  await page.unroute('**/flex-chat-window.js*');
  await launcher.click();
  await page.getByRole('button', { name: 'Start chat' }).waitFor();
  // What the browser itself says about the aborted requests.
  problems = problems.filter((problem) => !problem.includes('ERR_FAILED'));
});

test('what comes while the window is closed is counted on the launcher, also on the next page', async () => {
  const page = await openShop(tag('default'));
  const chat = await chatWithAlice(page, 'Which lamp for a small room?');
  await page.getByRole('button', { name: 'Close the chat window' }).click();
  await chat.says('How small is it?');
  await page.getByRole('button', { name: 'Chat with us, 1 new message' }).waitFor();
  await page.reload();
  await chat.says('About?');
  await page.getByRole('button', { name: 'Chat with us, 2 new messages' }).click();
  await line(page, 'About?').waitFor();
  await page.getByRole('button', { name: 'Close the chat window' }).click();
  await page.getByRole('button', { name: 'Continue your chat' }).click();
  await endedByCustomer(page, chat);
});

test('the keyboard alone is enough, and the focus goes where the eye goes', async () => {
  const page = await openShop(tag('default'));
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute('aria-label') ?? element?.getAttribute('name') ?? element?.textContent?.trim();
    });
  await page.getByRole('button', { name: 'Chat with us' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Chat with us');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Start chat' }).waitFor();
  expect(await focused()).toBe('name');
  await page.keyboard.press('Escape');
  expect(await focused()).toBe('Chat with us');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Start chat' }).waitFor();
  await page.keyboard.type('Kim');
  await page.keyboard.press('Tab');
  await page.keyboard.type('A dent in my shade');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const chat = await alice.takes();
  await line(page, 'Alice joined the chat').waitFor();
  expect(await focused()).toBe('Your message');
  await page.keyboard.type('On the left side');
  await page.keyboard.press('Enter');
  await chat.hears('On the left side');

  // Backwards: attach, the log, minimise, end.
  const way: unknown[] = [];
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press('Shift+Tab');
    way.push(await focused());
  }
  expect(way).toEqual(['Attach a file', 'Messages', 'Close the chat window. The chat goes on.', 'End chat']);
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('Keep chatting');
  await page.keyboard.press('Escape');
  expect(await focused()).toBe('Your message');
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('You have ended the chat').waitFor();
  expect(await focused()).toBe('Start a new chat');
  await chat.isInWrapup();

  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('5 stars of 5');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowLeft');
  expect(await page.getByRole('radio', { checked: true }).getAttribute('value')).toBe('4');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Quick and kind');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Thank you, that helps us.').waitFor();
  await chat.completes();
});

test('a screen reader is told each new line of others once', async () => {
  const page = await openShop(tag('default'));
  const chat = await chatWithAlice(page, 'Is the glass safe?');
  await page.locator('flex-chat').evaluate((chat) => {
    const told: string[] = [];
    Object.assign(window, { told });
    const live = chat.shadowRoot?.querySelector('flex-chat-window')?.shadowRoot?.querySelector('[aria-live=polite]');
    if (!live) throw new Error('There is no live region');
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node.textContent?.trim()) told.push(node.textContent.trim());
      }
    }).observe(live, { childList: true, subtree: true });
  });
  await chat.says('Yes');
  await chat.says('It is tempered.');
  await line(page, 'It is tempered.').waitFor();
  await page.getByLabel('Your message').fill('Thanks');
  await page.getByLabel('Your message').press('Enter');
  await chat.hears('Thanks');
  await chat.reads();
  await page.getByRole('log').getByText('· Read').waitFor();
  expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([
    'Alice: Yes',
    'Alice: It is tempered.',
  ]);
  expect(await page.getByRole('log').getAttribute('aria-live')).toBe('off');
  await endedByCustomer(page, chat);
});

test('files go both ways; what cannot be sent is said in words', async () => {
  const page = await openShop(tag('default'));
  await page.locator('flex-chat').evaluate((chat: HTMLElementTagNameMap['flex-chat']) => {
    chat.page = { ...chat.page, attachments: { maximumBytes: 2048, types: ['image/*', 'application/pdf'] } };
  });
  const chat = await chatWithAlice(page, 'A photo of the dent');
  const input = page.locator('input[type=file]');
  await input.setInputFiles({ name: 'run.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
  await page.getByRole('alert').getByText('“run.exe” cannot be sent. These can: pictures, PDF.').waitFor();
  await input.setInputFiles({ name: 'film.png', mimeType: 'image/png', buffer: Buffer.alloc(2049) });
  await page.getByRole('alert').getByText('“film.png” is too large. Files can have up to 2 kB.').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  expect(await page.getByRole('alert').count()).toBe(0);

  await input.setInputFiles({ name: 'dent.png', mimeType: 'image/png', buffer: PIXEL });
  const own = page.getByRole('log').getByRole('link', { name: 'dent.png (opens in a new tab)', exact: true });
  await own.waitFor();
  expect([await own.getAttribute('target'), await own.getAttribute('rel')]).toEqual(['_blank', 'noopener noreferrer']);
  await own.locator('img').evaluate((img: HTMLImageElement) => img.decode());

  await chat.sendsFile('"><img src=x>.pdf', 'application/pdf', Buffer.from('%PDF-1.4'));
  const theirs = page
    .getByRole('log')
    .getByRole('link', { name: /^"><img src=x>\.pdf 8 bytes \(opens in a new tab\)$/ });
  await theirs.waitFor();
  expect(await theirs.locator('img').count()).toBe(0);
  await endedByCustomer(page, chat);
});

test('a file can be dropped on the window and pasted into the message', async () => {
  const page = await openShop(tag('default'));
  const chat = await chatWithAlice(page, 'Two more photos');
  const give = (selector: string, type: string, name: string) =>
    page.locator(selector).evaluate(
      (target, [event, file]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['text'], file, { type: 'text/plain' }));
        const options = { bubbles: true, composed: true, cancelable: true };
        target.dispatchEvent(
          event === 'paste'
            ? new ClipboardEvent(event, { ...options, clipboardData: transfer })
            : new DragEvent(event, { ...options, dataTransfer: transfer }),
        );
      },
      [type, name] as const,
    );
  await give('.log', 'dragover', 'a.txt');
  await page.getByText('Drop the file to send it').waitFor();
  await give('.log', 'drop', 'a.txt');
  await page.getByRole('link', { name: /^a\.txt 4 bytes/ }).waitFor();
  expect(await page.getByText('Drop the file to send it').count()).toBe(0);
  await give('.composer textarea', 'paste', 'b.txt');
  await page.getByRole('link', { name: /^b\.txt 4 bytes/ }).waitFor();
  await endedByCustomer(page, chat);
});

test('who reads further up is left there, and is told that there is more', async () => {
  const page = await openShop(tag('default'));
  await page.setViewportSize({ width: 1000, height: 420 });
  const chat = await chatWithAlice(page, 'Tell me everything');
  const log = page.getByRole('log');
  const fromEnd = () => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
  for (const part of ['One', 'Two', 'Three', 'Four', 'Five', 'Six']) await chat.says(`${part}\n\n\n\n.`);
  await chat.sendsFile('dent.png', 'image/png', PIXEL);
  await page.getByRole('link', { name: 'dent.png (opens in a new tab)' }).waitFor();
  expect(await fromEnd()).toBeLessThan(2);

  await log.evaluate((element) => {
    element.scrollTop = 0;
  });
  const news = page.getByRole('button', { name: 'New messages' });
  await news.waitFor();
  await chat.says('Seven');
  await line(page, 'Seven').waitFor();
  expect(await log.evaluate((element) => element.scrollTop)).toBe(0);
  await news.click();
  await news.waitFor({ state: 'detached' });
  expect(await fromEnd()).toBeLessThan(2);
  await endedByCustomer(page, chat);
});

test('the chat can be saved as text', async () => {
  const page = await openShop(tag('default'));
  const chat = await chatWithAlice(page, 'For my files');
  await chat.says('Of course');
  await line(page, 'Of course').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save this chat' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^chat-\d{4}-\d\d-\d\d\.txt$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  expect(text).toContain('For my files');
  expect(text).toContain('Of course');
  await endedByCustomer(page, chat);
});

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
