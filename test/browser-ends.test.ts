/** How chats end, and what can be said about them then: the customer's page and the agent's desktop side by side. */

import type { Page } from 'playwright-core';
import { english } from '../src/words/en/flow';
import { httpsUrl, setEventCallback, tasksOf } from './testing/account';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { acceptChat, ChatPages, endChat, goHome, leaveDesk, line, startChat, write } from './testing/chat-pages';
import { type House, startHouse } from './testing/house';

let house: House;
let browser: TestBrowser;
let pages: ChatPages;
let desktop: Page;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

beforeEach(async () => {
  pages = new ChatPages(house, browser);
  desktop = await pages.desktop('alice');
});

afterEach(async () => {
  house.twilio.mend();
  expect(await pages.close()).toEqual([]);
});

async function chatWithAlice(name: string, topic: string): Promise<Page> {
  const shop = await pages.open(`${house.url}/`);
  await startChat(shop, name, topic);
  await acceptChat(desktop, name);
  await line(shop, 'Alice joined the chat').waitFor();
  return shop;
}

async function giveStars(shop: Page, stars: number, comment: string): Promise<void> {
  // The star is drawn over the radio button.
  await shop.getByRole('radio', { name: stars === 1 ? '1 star of 5' : `${stars} stars of 5` }).check({ force: true });
  await shop.getByLabel('Would you like to add something?').fill(comment);
  await shop.getByRole('button', { name: 'Send rating' }).click();
}

const rating = async (name: string) =>
  (await tasksOf(house)).find(({ attributes }) => attributes.name === name)?.attributes.rating;

test('the agent ends the chat: the customer reads so and rates it, and the agent sees the rating', async () => {
  const shop = await chatWithAlice('Mia', 'Order 4711 has not arrived');
  await desktop.getByRole('button', { name: 'End chat' }).click();
  await shop.getByText('The chat has ended. Thank you for writing to us.').waitFor();
  expect(await shop.getByLabel('Your message').count()).toBe(0);

  await giveStars(shop, 4, 'Quick <b>help</b>');
  await shop.getByText('Thank you, that helps us.').waitFor();
  const facts = desktop.getByRole('region', { name: 'Details' });
  await facts.getByText('4 of 5').first().waitFor();
  await facts.getByText('Quick <b>help</b>', { exact: true }).waitFor();
  expect(await rating('Mia')).toEqual({ score: 4, comment: 'Quick <b>help</b>' });

  await leaveDesk(desktop);
  await shop.getByRole('button', { name: 'Start a new chat' }).click();
  await shop.getByRole('button', { name: 'Start chat' }).waitFor();
  expect(await shop.getByLabel('How can we help?').inputValue()).toBe('');
});

test('the customer ends the chat: the agent sees so, and can write no more', async () => {
  const shop = await chatWithAlice('Ben', 'A dent in my shade');
  await endChat(shop);
  await desktop.getByText('This chat is over.').waitFor();
  expect(await desktop.getByLabel('Your message').count()).toBe(0);
  await leaveDesk(desktop);
});

test('the agent leaves and nobody follows: the customer is told in words, the chat ends, and a rating comes too late', async () => {
  const shop = await chatWithAlice('Ida', 'Do you deliver to Norway?');
  await write(desktop, 'We do');
  await line(shop, 'We do').waitFor();
  await desktop.getByRole('button', { name: 'Leave' }).click();

  await line(shop, 'Alice left the chat').waitFor();
  await line(shop, english.agentLeft).waitFor();
  await shop.getByText('The chat has ended. Thank you for writing to us.').waitFor();
  await goHome(desktop);
  // Leaving has completed the task, which takes nothing any more.
  await giveStars(shop, 1, 'Too short');
  await shop.getByText('This chat can no longer be rated.').waitFor();
  expect(await shop.getByRole('radio').count()).toBe(0);
});

test('a chat that ended while the page was away is over when it comes back', async () => {
  const shop = await chatWithAlice('Eli', 'Is the glass safe?');
  await shop.goto('about:blank');
  await write(desktop, 'It is, I have dropped one.');
  await desktop.getByRole('button', { name: 'End chat' }).click();
  await desktop.getByText('This chat is over.').waitFor();

  await shop.goto(`${house.url}/`);
  await shop.getByText('The chat has ended').waitFor();
  await shop.getByRole('log').getByText('It is, I have dropped one.').waitFor();
  await leaveDesk(desktop);
});

test('when Twilio refuses, the end and the rating say so, and the next try of each succeeds', async () => {
  const shop = await chatWithAlice('Uma', 'One question');
  house.twilio.fail({ host: 'flex-api.twilio.com', status: 403 });
  await shop.getByRole('button', { name: 'End chat' }).click();
  const question = shop.getByRole('alertdialog');
  await question.getByRole('button', { name: 'End chat' }).click();
  const alert = question.getByRole('alert');
  await alert.getByText('The chat could not be ended. Please try again.').waitFor();
  const [, reference = ''] = /Reference: (\S+)/.exec(await alert.innerText()) ?? [];
  const logged = house.functionLog.map((text) => JSON.parse(text) as { requestId: string });
  expect(logged.filter(({ requestId }) => requestId === reference)).toHaveLength(1);
  house.twilio.mend();
  await question.getByRole('button', { name: 'End chat' }).click();
  await shop.getByText('You have ended the chat').waitFor();
  await desktop.getByRole('button', { name: 'Complete' }).waitFor();

  house.twilio.fail({ host: 'taskrouter.twilio.com', status: 403 });
  await giveStars(shop, 5, 'All is well');
  await shop.getByText('Your rating could not be sent. Please try again.').waitFor();
  expect(await shop.getByLabel('Would you like to add something?').inputValue()).toBe('All is well');
  house.twilio.mend();
  await shop.getByRole('button', { name: 'Send rating' }).click();
  await shop.getByText('Thank you, that helps us.').waitFor();
  expect(await rating('Uma')).toEqual({ score: 5, comment: 'All is well' });
  await leaveDesk(desktop);
});
