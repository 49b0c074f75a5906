import { readFile } from 'node:fs/promises';
import type { Client, Media } from '@twilio/conversations';
import { Client as Client2 } from 'conversations-sdk-2';
import type { Page } from 'playwright-core';
import type { Assumptions } from '../local-twilio/src/assumptions';
import { onAccount } from './testing/account';
import { Agent } from './testing/agent';
import { barriersByScheme } from './testing/barriers';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';
import { asServer, SERVER_SECRET } from './testing/server-caller';
import { until } from './testing/until';

/** A red dot. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==',
  'base64',
);

let house: House;
let browser: TestBrowser;
let errors: string[];
const pages: Page[] = [];
const customers: Customer[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);

afterAll(() => browser?.close());

beforeEach(() => begin());

afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  await Promise.all(customers.splice(0).map((customer) => customer.leaves()));
  await house.stop();
  expect(errors).toEqual([]);
});

async function begin(assumptions: Partial<Assumptions> = {}): Promise<void> {
  errors = [];
  house = await startHouse({ assumptions, environment: { SERVER_SECRETS: SERVER_SECRET } });
}

async function openDesktop(agent: string, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const page = await browser.newPage();
  pages.push(page);
  await prepare?.(page);
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${house.twilio.url}/?agent=${agent}`);
  await page.getByRole('button', { name: 'Go available' }).click();
  await page.getByRole('button', { name: 'Go offline' }).waitFor();
  return page;
}

/** A customer with the first message; without a topic that the workflow knows, any agent may be asked. */
async function arrives(name: string, words: string, preEngagement: object = { topic: 'lamps' }): Promise<Customer> {
  const customer = await Customer.arrive(house, { customer: { name }, preEngagement });
  customers.push(customer);
  await customer.says(words);
  return customer;
}

const offers = (page: Page) => page.getByRole('article', { name: 'Offered chat' });
const chats = (page: Page) => page.getByRole('navigation', { name: 'Chats' });
const details = (page: Page) => page.getByRole('region', { name: 'Details' });
const line = (page: Page, text: string) => page.getByRole('log').getByText(text, { exact: true });
const composer = (page: Page) => page.getByLabel('Your message');

async function accept(page: Page, name: string): Promise<void> {
  await offers(page).filter({ hasText: name }).getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('heading', { name, level: 2 }).waitFor();
  await composer(page).waitFor();
}

async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

async function handOver(page: Page, to: string): Promise<void> {
  await page.getByRole('button', { name: 'Transfer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: to }).click();
}

test('two chats stand side by side: who has written, what was said last, and what is half written', async () => {
  const page = await openDesktop('alice');
  const mia = await arrives('Mia', 'My lamp flickers');
  await accept(page, 'Mia');
  await arrives('Rob', 'Where is my order?');
  await accept(page, 'Rob');
  await line(page, 'Where is my order?').waitFor();

  await composer(page).fill('Let me loo');
  await mia.says('It is on again');
  await chats(page).getByRole('button', { name: 'Mia 1 new' }).getByText('It is on again').waitFor();
  expect(await page.title()).toBe('(1) Alice Moreau · Agent desktop');

  await chats(page).getByRole('button', { name: 'Mia' }).click();
  await line(page, 'It is on again').waitFor();
  expect(await composer(page).inputValue()).toBe('');
  await chats(page).getByRole('button', { name: 'Rob' }).getByText('Draft: Let me loo').waitFor();
  await say(page, 'For how long?');
  await mia.hears('For how long?');
  await chats(page).getByRole('button', { name: 'Mia' }).getByText('You: For how long?').waitFor();

  await chats(page).getByRole('button', { name: 'Rob' }).click();
  expect(await composer(page).inputValue()).toBe('Let me loo');
  expect(await page.getByRole('log').locator('.bubble').first().innerText()).toBe('Where is my order?');
  await details(page).getByText('Rob', { exact: true }).waitFor();
  expect(await page.title()).toBe('Alice Moreau · Agent desktop');
});

test('each sees when the other types and what the other has read', async () => {
  const page = await openDesktop('alice');
  const mia = await arrives('Mia', 'My lamp flickers');
  const horizon = async () => {
    const participants = await mia.conversation.getParticipants();
    const agent = participants.find(({ identity }) => identity !== mia.chat.identity);
    return agent?.lastReadMessageIndex ?? -1;
  };
  await accept(page, 'Mia');
  await line(page, 'My lamp flickers').waitFor();
  await until('the agent has read it', mia.conversation, ['participantJoined', 'participantUpdated'], async () => {
    return (await horizon()) >= 0;
  });

  const typing = new Promise<void>((resolve) => mia.conversation.on('typingStarted', () => resolve()));
  await composer(page).pressSequentially('Since when?');
  await typing;
  await composer(page).press('Enter');
  await page.getByRole('log').getByText('Sent', { exact: true }).waitFor();
  await mia.hears('Since when?');
  await mia.conversation.setAllMessagesRead();
  await page.getByRole('log').getByText('Read', { exact: true }).waitFor();

  await mia.conversation.typing();
  await page.getByRole('log').getByText('Mia is typing…').waitFor();
  await mia.says('Since yesterday');
  await page.getByRole('log').getByText('Mia is typing…').waitFor({ state: 'detached' });
});

test('an offer that is declined goes to the other agent, and the first one is told so', async () => {
  const [alice, bob] = await Promise.all([openDesktop('alice'), Agent.signIn(house, 'Bob')]);
  const mia = await arrives('Mia', 'My lamp flickers');
  const offer = offers(alice);
  await offer.getByText('Mia').waitFor();
  await offer.getByText(/^Accept within (2:00|1:5\d)$/).waitFor();
  const left = offer.getByRole('progressbar', { name: 'Time left to accept' });
  expect(Number(await left.getAttribute('max'))).toBe(120_000);
  await bob.goes('Available');
  await offer.getByRole('button', { name: 'Decline' }).click();
  await chats(alice).getByRole('status').getByText('You have declined the chat of Mia.').waitFor();

  const chat = await bob.takes(mia.chat.conversationSid);
  await chat.says('Bob here');
  await mia.hears('Bob here');
  await alice.getByRole('button', { name: 'Dismiss' }).click();
  await alice.getByText('No chats. New ones appear here.').waitFor();
  await bob.signOut();
});

test('an offer that is declined comes back when nobody else is there', async () => {
  const page = await openDesktop('alice');
  await arrives('Mia', 'My lamp flickers');
  await offers(page).getByRole('button', { name: 'Decline' }).click();
  await offers(page).getByText('Offered again').waitFor();
  await accept(page, 'Mia');
});

test('an offer that nobody answers takes the agent offline, and says what to do', async () => {
  const page = await openDesktop('alice');
  await arrives('Mia', 'My lamp flickers');
  await offers(page).waitFor();
  house.twilio.clock.advance(120_000);
  const words = 'You did not answer Mia in time. TaskRouter has set you to Offline: go available when you are back.';
  await chats(page).getByRole('status').getByText(words).waitFor();
  await offers(page).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Go available' }).click();
  await accept(page, 'Mia');
});

test('an offer that is taken back is gone', async () => {
  const page = await openDesktop('alice');
  const mia = await arrives('Mia', 'My lamp flickers', { topic: 'billing' });
  await offers(page).waitFor();
  // The workflow asks those who know about billing for 20 seconds, and then everybody.
  house.twilio.clock.advance(20_000);
  await chats(page).getByRole('status').getByText('TaskRouter has taken the offer of Mia back.').waitFor();
  await accept(page, 'Mia');
  await say(page, 'Here I am');
  await mia.hears('Here I am');
});

test('a chat that goes to a queue is offered to the others there, and goes on without the first agent', async () => {
  const [alice, bob] = await Promise.all([openDesktop('alice'), Agent.signIn(house, 'Bob')]);
  const mia = await arrives('Mia', 'My lamp flickers');
  await accept(alice, 'Mia');
  await bob.goes('Available');
  await handOver(alice, 'To queue Chat');
  await alice.getByText('You have handed this chat over to Chat.').waitFor();
  expect(await composer(alice).count()).toBe(0);

  const second = await bob.takes(mia.chat.conversationSid);
  await second.hears('My lamp flickers');
  await second.says('Bob here');
  await mia.hears('Bob here');
  await alice.getByRole('button', { name: 'Complete' }).click();
  await alice.getByText('No chats. New ones appear here.').waitFor();
  await mia.says('Hello Bob');
  await second.hears('Hello Bob');
  expect(mia.conversation.state?.current).toBe('active');
  await bob.signOut();
});

test('an agent may hand a chat over that came by a queue, and gets it back from the next one', async () => {
  const [alice, bob] = await Promise.all([openDesktop('alice'), Agent.signIn(house, 'Bob')]);
  const mia = await arrives('Mia', 'My lamp flickers');
  await accept(alice, 'Mia');
  await bob.goes('Available');
  await handOver(alice, 'To Bob Okafor, Available');
  const second = await bob.takes(mia.chat.conversationSid);
  await alice.getByText('You have handed this chat over to Bob Okafor.').waitFor();
  await second.transfersToQueue('Chat');
  await accept(alice, 'Mia');
  await say(alice, 'Me again');
  await mia.hears('Me again');
  expect(await chats(alice).getByRole('button', { name: 'Mia' }).count()).toBe(2);
  await alice.getByRole('button', { name: 'End chat' }).click();
  await alice.getByRole('button', { name: 'Complete' }).click();
  await alice.getByRole('button', { name: 'Complete' }).click();
  await alice.getByText('No chats. New ones appear here.').waitFor();
  await bob.signOut();
});

test('a transfer that is declined leaves the first agent in the chat, if that is how Flex does it', async () => {
  await house.stop();
  await begin({ transferringAgentLeavesAtOnce: false, declinedTransferGoesOn: false });
  const [alice, bob] = await Promise.all([openDesktop('alice'), Agent.signIn(house, 'Bob')]);
  const mia = await arrives('Mia', 'My lamp flickers');
  await accept(alice, 'Mia');
  await bob.goes('Available');
  await handOver(alice, 'To Bob Okafor, Available');
  await alice.getByText('Offered to Bob Okafor. You stay until somebody accepts.').waitFor();
  await bob.rejects(await bob.offer(mia.chat.conversationSid));
  await alice.getByRole('alert').getByText('Bob Okafor has not taken the chat. You are still in it.').waitFor();

  await handOver(alice, 'To queue Chat');
  await alice.getByRole('button', { name: 'Take back' }).click();
  await alice.getByRole('button', { name: 'Transfer' }).waitFor();
  await say(alice, 'Still me');
  await mia.hears('Still me');
  await bob.signOut();
});

test('files go both ways: a picture is shown, another file is saved, and the customer gets what the agent sends', async () => {
  const page = await openDesktop('alice');
  const mia = await arrives('Mia', 'My lamp flickers');
  await accept(page, 'Mia');
  const send = (filename: string, contentType: string, media: Buffer) =>
    mia.conversation.prepareMessage().addMedia({ filename, contentType, media }).build().send();
  await send('lamp.png', 'image/png', PICTURE);
  const thumbnail = page.getByRole('button', { name: 'Show lamp.png large' });
  await thumbnail.click();
  const picture = page.getByRole('dialog', { name: 'lamp.png' }).getByRole('img', { name: 'lamp.png' });
  await picture.waitFor();
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(5);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await send('order.txt', 'text/plain', Buffer.from('4711'));
  await chats(page).getByRole('button', { name: 'Mia' }).getByText('order.txt').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save order.txt, 4 bytes' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('order.txt');
  expect(await readFile(await download.path(), 'utf8')).toBe('4711');

  await page.locator('input[type=file]').setInputFiles({
    name: 'invoice.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4 paid'),
  });
  await page.getByRole('button', { name: 'Save invoice.pdf, 13 bytes' }).waitFor();
  const file = await receivedFile(mia.client, mia);
  expect([file.filename, file.contentType, file.size]).toEqual(['invoice.pdf', 'application/pdf', 13]);
  const url = (await file.getContentTemporaryUrl()) ?? '';
  expect(await (await fetch(url)).text()).toBe('%PDF-1.4 paid');

  // The page of the shop comes from another port.
  const shop = await browser.newPage();
  pages.push(shop);
  await shop.goto(`${house.url}/`);
  expect(new URL(url).origin).not.toBe(new URL(shop.url()).origin);
  expect(await shop.evaluate(async (address) => (await fetch(address)).text(), url)).toBe('%PDF-1.4 paid');
});

test('the older SDK gets files, too, by the server through which it came', async () => {
  const page = await openDesktop('alice');
  const mia = await arrives('Mia', 'My lamp flickers');
  await accept(page, 'Mia');
  await page.locator('input[type=file]').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: PICTURE });
  await page.getByRole('button', { name: /^Save a\.txt/ }).waitFor();
  const uri = `${house.url.replace('http', 'ws')}/__t/tsock.us1.twilio.com/v3/wsconnect`;
  const client = new Client2(mia.chat.token, { Twilsock: { uri }, logLevel: 'silent' } as object) as unknown as Client;
  const file = await receivedFile(client, mia);
  const url = (await file.getContentTemporaryUrl()) ?? '';
  expect(new URL(url).origin).toBe(house.url);
  expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(PICTURE);
  await client.shutdown();
});

async function receivedFile(client: Client, { chat, conversation }: Customer): Promise<Media> {
  const own = await client.getConversationBySid(chat.conversationSid);
  return until('the customer gets a file', conversation, ['messageAdded'], async () => {
    const { items } = await own.getMessages(100);
    const sent = items.filter(({ author }) => author !== chat.identity);
    return sent.flatMap(({ attachedMedia }) => attachedMedia ?? []).at(-1);
  });
}

test('a file that Flex would not take is refused in words, and one that fails can be sent again', async () => {
  const page = await openDesktop('alice');
  await arrives('Mia', 'My lamp flickers');
  await accept(page, 'Mia');
  const picker = page.locator('input[type=file]');
  await picker.setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<b>') });
  await page.getByRole('alert').getByText("page.html can't be sent.").waitFor();
  // Made in the page: to carry it there takes seconds.
  await picker.evaluate((input: HTMLInputElement) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(16_777_217)], 'film.mp4', { type: 'video/mp4' }));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
  });
  await page.getByRole('alert').getByText('film.mp4 is too large: 16.8 MB.').waitFor();

  house.twilio.fail({ host: 'mcs.us1.twilio.com', method: 'POST', status: 500, times: 1 });
  await picker.setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
  await page.getByText('Not sent.').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Save note.txt, 5 bytes' }).waitFor();
  expect(await page.getByText('Not sent.').count()).toBe(0);
});

test('what is known of the customer is shown, and changes while the agent looks', async () => {
  const page = await openDesktop('alice');
  const preEngagement = { topic: 'lamps', orderNumber: 4711 };
  const mia = await Customer.arrive(house, { customer: { name: 'Mia' }, preEngagement, locale: 'en' });
  customers.push(mia);
  await mia.says('My lamp flickers');
  await accept(page, 'Mia');
  const facts = details(page);
  await facts.getByText('Not signed in').waitFor();
  for (const fact of ['lamps', 'English', 'default', 'Chat', '4711'])
    await facts.getByText(fact, { exact: true }).waitFor();

  const change = (changes: object) =>
    onAccount(house, async ({ taskrouter }) => {
      const { tasks } = taskrouter.v1.workspaces(house.twilio.account.workspaceSid);
      const [task] = await tasks.list();
      if (!task) throw new Error('No task');
      const attributes = { ...(JSON.parse(task.attributes) as object), ...changes };
      await tasks(task.sid).update({ attributes: JSON.stringify(attributes) });
    });
  await change({ verified: true, name: 'Mia Hansen', customerName: 'Mia Hansen' });
  await facts.getByText('Verified, signed in').first().waitFor();
  await page.getByRole('heading', { name: 'Mia Hansen', level: 2 }).waitFor();
  await chats(page).getByRole('button', { name: 'Mia Hansen' }).waitFor();
  expect(await facts.locator('.changed').allInnerTexts()).toEqual(['Mia Hansen', 'Verified, signed in']);
  await facts
    .getByRole('status')
    .getByText('Name: Mia Hansen. Signed in: Verified, signed in')
    .waitFor({ state: 'attached' });

  await page.getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('button', { name: 'Complete' }).waitFor();
  await change({ rating: { score: 4, comment: 'Quick <b>help</b>' } });
  await facts.getByText('4 of 5').first().waitFor();
  await facts.getByText('Quick <b>help</b>', { exact: true }).waitFor();
  expect(await facts.locator('.changed', { hasText: /of 5|help/ }).allInnerTexts()).toEqual([
    '★★★★☆ 4 of 5',
    'Quick <b>help</b>',
  ]);
});

test('what a bot was told before it handed the chat over is shown, as it is of a call', async () => {
  const alice = await openDesktop('alice');
  const customer = await Customer.arrive(house, { customer: { name: 'Mia' } });
  customers.push(customer);
  const note = {
    reasonCode: 'bot-cannot-help',
    reason: 'Wants a discount',
    summary: 'About a lamp',
    collected: { order_number: '4711' },
    channel: 'web',
  };
  const { conversationSid } = customer.chat;
  const { status } = await asServer(house, '/conversation-handoff', { conversationSid, handoff: { note } });
  expect(status).toBe(200);
  await accept(alice, 'Mia');
  const told = details(alice).getByRole('region', { name: 'Told to the assistant' });
  await told.getByText('4711').waitFor();
  await told.getByText('Order number').waitFor();
  await told.getByText('Wants a discount').waitFor();
  await details(alice).getByText('About a lamp').waitFor();
  expect(await barriersByScheme(alice)).toEqual([]);
});

test('a bot that has told nothing but that it hands over has no part of its own', async () => {
  const alice = await openDesktop('alice');
  const customer = await Customer.arrive(house, { customer: { name: 'Mia' } });
  customers.push(customer);
  const { conversationSid } = customer.chat;
  const note = { reasonCode: 'customer-asked', channel: 'web' };
  const read = alice.waitForResponse((response) => response.url().endsWith('/handoff-note'));
  expect((await asServer(house, '/conversation-handoff', { conversationSid, handoff: { note } })).status).toBe(200);
  await accept(alice, 'Mia');
  expect((await read).status()).toBe(200);
  await details(alice).getByText('Queue', { exact: true }).waitFor();
  expect(await details(alice).getByText('Told to the assistant').count()).toBe(0);
});

test.each([1, 4, 7, 10])(
  'a connection that is cut %i frames into the opening of a chat loses nothing',
  async (frames) => {
    let left = Number.POSITIVE_INFINITY;
    const page = await openDesktop('alice', (fresh) =>
      fresh.routeWebSocket(/tsock/, (socket) => {
        const server = socket.connectToServer();
        server.onMessage((message) => {
          socket.send(message);
          left -= 1;
          if (left === 0) void socket.close();
        });
      }),
    );
    const mia = await arrives('Mia', 'My lamp flickers');
    await offers(page).waitFor();
    left = frames;
    await offers(page).getByRole('button', { name: 'Accept' }).click();
    await line(page, 'My lamp flickers').waitFor();
    await say(page, 'Here again');
    await mia.hears('Here again');
    await mia.says('So am I');
    await line(page, 'So am I').waitFor();
    expect(left).toBeLessThanOrEqual(0);
  },
);

test('everything can be done by keyboard, and the focus is where one goes on', async () => {
  const page = await openDesktop('alice');
  const mia = await arrives('Mia', 'My lamp flickers');
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim();
    });
  await offers(page).waitFor();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Decline');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Accept');
  await page.keyboard.press('Enter');
  await composer(page).waitFor();
  await page.locator('textarea:focus').waitFor();
  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  await mia.hears('Hello');

  const transfer = page.getByRole('button', { name: 'Transfer' });
  await transfer.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'To queue Chat' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await focused()).toBe('Transfer');
});

test('axe finds nothing in any state, in light and dark, at 1280 and at 900 pixels', async () => {
  const page = await openDesktop('alice');
  const found: Record<string, string[]> = {};
  const look = async (state: string) => {
    for (const width of [1280, 900]) {
      await page.setViewportSize({ width, height: 800 });
      found[`${state} ${width}`] = await barriersByScheme(page);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await look('empty');
  const mia = await arrives('Mia', 'My lamp flickers', { topic: 'lamps', orderNumber: 4711 });
  await offers(page).waitFor();
  await look('offer');
  await accept(page, 'Mia');
  await mia.conversation
    .prepareMessage()
    .addMedia({ filename: 'lamp.png', contentType: 'image/png', media: PICTURE })
    .build()
    .send();
  const thumbnail = page.getByRole('button', { name: 'Show lamp.png large' });
  await thumbnail.waitFor();
  await say(page, 'What a picture');
  await page.getByRole('log').getByText('Sent').waitFor();
  await page.locator('input[type=file]').setInputFiles({ name: 'a.html', mimeType: 'text/html', buffer: PICTURE });
  await page.getByRole('alert').waitFor();
  await look('chat');
  await thumbnail.click();
  await page.getByRole('dialog', { name: 'lamp.png' }).waitFor();
  await look('picture');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Transfer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'To queue Chat' }).waitFor();
  await look('transfer');
  await page.getByRole('dialog').getByRole('button', { name: 'To queue Chat' }).click();
  await page.getByRole('button', { name: 'Complete' }).waitFor();
  await look('wrap-up');
  await page.setViewportSize({ width: 900, height: 800 });
  await page.getByRole('button', { name: 'Details' }).click();
  found.details = await barriersByScheme(page);
  await page.goto(`${house.twilio.url}/`);
  await page.getByRole('link', { name: 'Bob Okafor' }).waitFor();
  found.picker = await barriersByScheme(page);
  expect(Object.entries(found).filter(([, violations]) => violations.length > 0)).toEqual([]);
}, 90_000);
