import path from 'node:path';
import type { Page } from 'playwright-core';
import { httpsUrl, onAccount, setEventCallback } from '../test/testing/account';
import { Agent } from '../test/testing/agent';
import { launchBrowser } from '../test/testing/browser';
import { acceptChat, ChatPages, endChat, line, startChat, write } from '../test/testing/chat-pages';
import { Customer } from '../test/testing/customer';
import { type House, startHouse } from '../test/testing/house';
import { PROJECT_FOLDER } from './project-folder';
import { Camera } from './screenshots/camera';
import { type ClosingDocument, ClosingDocuments } from './site/closing-documents';

const FOLDER = path.join(PROJECT_FOLDER, 'dist', 'screenshots');

/** Plays the main states of a chat with the running thing and writes dist/screenshots/STATE-SCREEN-COLOURS.png. */
async function main(): Promise<void> {
  const [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  const camera = new Camera(FOLDER);
  const pages = new ChatPages(house, browser);
  const alice = await Agent.signIn(house, 'Alice');
  const customers = await wholeChat(house, pages, camera, alice);
  await failure(house, pages, camera);
  await closedSite(house, pages, camera);
  await outlet(house, pages, camera);
  const errors = await pages.close();
  await browser.close();
  await Promise.all([...customers.map((customer) => customer.leaves()), alice.signOut()]);
  await house.stop();
  if (errors.length > 0) throw new Error(`In the pages: ${errors.join('\n')}`);
  console.log(`${camera.taken.length} pictures in ${path.relative(PROJECT_FOLDER, FOLDER)}`);
}

/** From the button in the corner to the rating. */
async function wholeChat(house: House, pages: ChatPages, camera: Camera, alice: Agent): Promise<Customer[]> {
  await onAccount(house, ({ taskrouter }) =>
    taskrouter.v1
      .workspaces(house.twilio.account.workspaceSid)
      .workers(alice.workerSid)
      .workerChannels('chat')
      .update({ capacity: 1 }),
  );
  await alice.goes('Available');
  const shop = await pages.open(`${house.url}/`, (page) => page.clock.install());
  await shop.getByRole('button', { name: 'Chat with us' }).waitFor();
  const photo = await shop.getByRole('img', { name: 'A table lamp with a wide shade' }).screenshot();
  await camera.take(shop, 'launcher');
  await shop.getByRole('button', { name: 'Chat with us' }).click();
  await shop.getByText('We are here and answer right away.').waitFor();
  await camera.take(shop, 'form');

  const served = await arrives(house, 'lamps');
  const first = await alice.takes(served.chat.conversationSid);
  timePasses();
  const next = await arrives(house, 'lamps');
  await waits(next);
  await shop.getByLabel('Your name').fill('Mia Hansen');
  await shop.getByLabel('How can we help?').fill('My Harbour lamp came with a dent in its shade');
  await shop.getByRole('button', { name: 'Start chat' }).click();
  await said(shop, 'Write 1 to wait for an agent');
  await write(shop, '1');
  await said(shop, 'An agent will be with you');
  timePasses();
  await shop.clock.fastForward(31_000);
  await shop.getByText('You are number 2 in the queue.').waitFor();
  await camera.take(shop, 'waiting');

  await first.completes();
  await (await alice.takes(next.chat.conversationSid)).completes();
  const chat = await alice.takes();
  await line(shop, 'Alice joined the chat').waitFor();
  await chat.says('Good morning Mia, I am sorry about that. Could you send me a picture of it?');
  await write(shop, 'Of course, one moment');
  await chat.hears('one moment');
  await chat.reads();
  await chat.conversation.typing();
  await said(shop, 'Alice is typing');
  await camera.take(shop, 'chat');

  await shop.locator('input[type=file]').setInputFiles({ name: 'dent.png', mimeType: 'image/png', buffer: photo });
  await shop.getByRole('link', { name: 'dent.png' }).waitFor();
  await chat.sendsFile('Return label.pdf', 'application/pdf', Buffer.alloc(48_200, '%PDF-1.4 '));
  await shop.getByRole('link', { name: 'Return label.pdf' }).waitFor();
  await camera.take(shop, 'files');

  const bob = await pages.desktop('bob');
  await chat.transfersToQueue('Chat');
  await acceptChat(bob, 'Mia Hansen');
  await line(shop, 'Alice handed the chat over to Bob').waitFor();
  await write(bob, 'Hello Mia, Bob here. A new shade is on its way to you.');
  await line(shop, 'Hello Mia, Bob here. A new shade is on its way to you.').waitFor();
  await camera.take(shop, 'transferred');
  await bob.getByText('handoff_opened').first().waitFor();
  await camera.take(bob, 'agent', ['desk']);

  await endChat(shop);
  await shop.getByRole('radio', { name: '4 stars of 5' }).check({ force: true });
  await shop.getByLabel('Would you like to add something?').fill('Quick and kind');
  await camera.take(shop, 'ended');
  return [served, next];
}

const said = (page: Page, words: string) => page.getByRole('log').getByText(words).waitFor();

async function arrives(house: House, topic: string): Promise<Customer> {
  const customer = await Customer.arrive(house, { preEngagement: { topic } });
  await customer.says('Hello');
  return customer;
}

async function waits(customer: Customer): Promise<void> {
  await customer.hears('Write 1 to wait for an agent');
  await customer.says('1');
  await customer.hears('An agent will be with you');
}

let ahead = 0;
const { now } = Date;
Date.now = () => now() + ahead;

/** What the Functions remember of the queue is old then. */
function timePasses(): void {
  ahead += 31_000;
}

async function failure(house: House, pages: ChatPages, camera: Camera): Promise<void> {
  const shop = await pages.open(`${house.url}/`);
  house.twilio.fail({ host: 'conversations.twilio.com', status: 403 });
  await startChat(shop, 'Eli', 'Which lamp for a small room?');
  await shop.getByText('The chat could not be opened.').waitFor();
  await camera.take(shop, 'failed');
  house.twilio.mend();
}

const closeSite = (house: House, site: string, closing: ClosingDocument) =>
  onAccount(house, (client) => new ClosingDocuments(client, house.twilio.account.syncServiceSid).close(site, closing));

async function closedSite(house: House, pages: ChatPages, camera: Camera): Promise<void> {
  const tomorrow = new Date(Date.now() + 24 * 3600_000).toISOString().slice(0, 10);
  await closeSite(house, 'default', { closed: true, until: `${tomorrow}T09:00:00Z` });
  timePasses();
  const shop = await pages.open(`${house.url}/`);
  await shop.getByRole('button', { name: 'Chat with us' }).click();
  await shop.getByText('We are closed now. We are back').waitFor();
  await camera.take(shop, 'closed');
}

/** The other site: its language, its look and its people. By hand it is closed at any hour, and so the picture the same. */
async function outlet(house: House, pages: ChatPages, camera: Camera): Promise<void> {
  const clara = await Agent.signIn(house, 'Clara');
  await clara.goes('Available');
  await closeSite(house, 'outlet', { closed: true, message: { de: 'Heute räumen wir um und haben eigentlich zu.' } });
  const shop = await pages.open(`${house.url}/outlet.html`);
  await shop.getByRole('button', { name: 'Chatten Sie mit uns' }).click();
  await say(shop, 'Kann ich die Lampe umtauschen?');
  await said(shop, 'Grüß Gott, hier ist das Outlet.');
  await say(shop, '1');
  const chat = await clara.takes();
  await line(shop, 'Clara ist jetzt im Chat').waitFor();
  await chat.says('Guten Tag, das geht. Welche ist es denn?');
  await line(shop, 'Guten Tag, das geht. Welche ist es denn?').waitFor();
  await camera.take(shop, 'outlet');
  await chat.completes();
  await clara.signOut();
}

async function say(shop: Page, text: string): Promise<void> {
  await shop.getByLabel('Ihre Nachricht').fill(text);
  await shop.getByLabel('Ihre Nachricht').press('Enter');
}

void main();
