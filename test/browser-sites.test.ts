/** Two sites of the same Functions, on origins and in languages of their own; and a challenge for both of them. */

import type { Page } from 'playwright-core';
import { german } from '../src/words/de/flow';
import { ClosingDocuments } from '../tools/site/closing-documents';
import { httpsUrl, onAccount, setEventCallback } from './testing/account';
import { Agent } from './testing/agent';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { ChatPages, line, startChat } from './testing/chat-pages';
import { type House, startHouse } from './testing/house';
import { type ShopPage, startShopPage } from './testing/shop-page';

let house: House;
let browser: TestBrowser;
let pages: ChatPages;
let shop: ShopPage;
let outlet: ShopPage;
let alice: Agent;

beforeAll(async () => {
  [shop, outlet] = await Promise.all([startShopPage(), startShopPage()]);
  const environment = {
    ALLOWED_ORIGINS: shop.origin,
    SITE_ORIGINS: `outlet=${outlet.origin}`,
    CHALLENGE: 'altcha',
  };
  [house, browser] = await Promise.all([startHouse({ environment }), launchBrowser()]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  pages = new ChatPages(house, browser);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await alice?.signOut();
  await Promise.all([shop, outlet].map((page) => page?.close()));
  await house?.stop();
});

afterEach(async () => {
  expect(await pages.close()).toEqual([]);
});

/** Nothing but what docs/embedding.md asks for. */
function serve(page: ShopPage, site: string, more = ''): void {
  const policy = [
    "default-src 'none'",
    `script-src ${house.url}`,
    `connect-src ${house.url} ${house.url.replace('http', 'ws')}`,
  ];
  page.serve(`<script src="${house.url}/chat/${site}.js" ${more} defer></script>`, policy.join('; '));
}

const answersOf = (page: Page, path: string): number[] => {
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname === path && response.request().method() === 'POST')
      statuses.push(response.status());
  });
  return statuses;
};

test('a challenge that is switched on for all sites is solved by the page itself, under a strict policy', async () => {
  serve(shop, 'default');
  let asked: number[] = [];
  let created: number[] = [];
  const page = await pages.open(shop.origin, async (fresh) => {
    asked = answersOf(fresh, '/challenge');
    created = answersOf(fresh, '/conversation-create');
  });
  await startChat(page, 'Mia', 'Which lamp?');
  const chat = await alice.takes();
  await line(page, 'Alice joined the chat').waitFor();
  // The first answer is what tells a page that was built before.
  expect([asked, created]).toEqual([[200], [403, 200]]);
  await chat.completes();
});

test('two sites stand side by side, each with its language, look, hours and people', async () => {
  await onAccount(house, (client) =>
    new ClosingDocuments(client, house.twilio.account.syncServiceSid).close('outlet', {
      closed: true,
      message: { de: 'Wegen Umbaus geschlossen.' },
    }),
  );
  const clara = await Agent.signIn(house, 'Clara');
  await clara.goes('Available');
  serve(shop, 'default', 'data-locale="fr-BE"');
  serve(outlet, 'outlet', 'data-locale="de-AT"');
  const [left, right] = await Promise.all([pages.open(shop.origin), pages.open(outlet.origin)]);

  await left.getByRole('button', { name: 'Discutez avec nous' }).click();
  await left.getByLabel('Votre nom').fill('Zoé');
  await left.getByLabel('Comment pouvons-nous vous aider ?').fill('Ma commande');
  await left.getByRole('button', { name: 'Démarrer la discussion' }).click();
  const launcher = right.getByRole('button', { name: 'Chatten Sie mit uns' });
  expect(await launcher.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(179, 38, 30)');
  await launcher.click();
  await right.getByRole('status').getByText('Wir haben gerade geschlossen.').waitFor();
  await right.getByLabel('Ihre Nachricht').fill('Umtausch');
  await right.getByLabel('Ihre Nachricht').press('Enter');
  await line(right, `Grüß Gott, hier ist das Outlet. Wegen Umbaus geschlossen. ${german.offer}`).waitFor();
  await right.getByLabel('Ihre Nachricht').fill('1');
  await right.getByLabel('Ihre Nachricht').press('Enter');

  const [ofShop, ofOutlet] = await Promise.all([alice.takes(), clara.takes()]);
  expect(ofShop.attributes).toMatchObject({ site: 'default', language: 'fr-BE', name: 'Zoé', topic: 'Ma commande' });
  expect(ofOutlet.attributes).toMatchObject({ site: 'outlet', language: 'de-AT', topic: 'Umtausch' });
  await Promise.all([ofShop.says('Bonjour Zoé'), ofOutlet.says('Guten Tag')]);
  await Promise.all([line(left, 'Bonjour Zoé').waitFor(), line(right, 'Guten Tag').waitFor()]);
  await line(right, 'Clara ist jetzt im Chat').waitFor();
  expect([await line(left, 'Guten Tag').count(), await line(right, 'Bonjour Zoé').count()]).toEqual([0, 0]);
  await Promise.all([ofShop.completes(), ofOutlet.completes()]);
  await clara.signOut();
});

test('a page with the chat of another site is refused in words', async () => {
  serve(outlet, 'default', 'data-locale="en"');
  const page = await pages.open(outlet.origin);
  await startChat(page, 'Eve', 'Hello');
  await page.getByRole('alert').getByText('The chat could not be opened. Nothing you wrote is lost.').waitFor();
});
