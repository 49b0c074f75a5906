/** What stands in a chat: files between page and desktop, names that look like something else, and always its end. */

import { readFile } from 'node:fs/promises';
import { httpsUrl, onAccount, setEventCallback } from './testing/account';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { acceptChat, ChatPages, endChat, leaveDesk, line, startChat } from './testing/chat-pages';
import { type House, startHouse } from './testing/house';

/** More than what a message usually is. */
const TALL_PX = 300;
const HOSTILE = '"><img src=x onerror="document.title=1">';

let house: House;
let browser: TestBrowser;
let pages: ChatPages;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), launchBrowser()]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  pages = new ChatPages(house, browser);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

afterEach(async () => {
  expect(await pages.close()).toEqual([]);
});

test('files go both ways, what is too large or of a wrong kind stays here, and every name is text', async () => {
  await onAccount(house, async ({ taskrouter }) => {
    const { workers } = taskrouter.v1.workspaces(house.twilio.account.workspaceSid);
    const [alice] = await workers.list({ friendlyName: 'alice@example.com' });
    if (!alice) throw new Error('No Alice');
    const attributes = { ...(JSON.parse(alice.attributes) as object), public_name: HOSTILE };
    await workers(alice.sid).update({ attributes: JSON.stringify(attributes) });
  });
  const desktop = await pages.desktop('alice');
  const shop = await pages.open(`${house.url}/`);
  await startChat(shop, 'Mia', 'A dent in my shade');
  await acceptChat(desktop, 'Mia');
  await line(shop, `${HOSTILE} joined the chat`).waitFor();
  await shop.getByText(`Chatting with ${HOSTILE}`).waitFor();

  const input = shop.locator('input[type=file]');
  await input.setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<b>') });
  await shop.getByRole('alert').getByText('“page.html” cannot be sent.').waitFor();
  // Made in the page: to carry it there takes seconds.
  await input.evaluate((element: HTMLInputElement) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(10 * 1024 * 1024 + 1)], 'film.png', { type: 'image/png' }));
    element.files = files.files;
    element.dispatchEvent(new Event('change'));
  });
  await shop.getByRole('alert').getByText('“film.png” is too large.').waitFor();
  await input.setInputFiles({ name: `${HOSTILE}.txt`, mimeType: 'text/plain', buffer: Buffer.from('left side') });
  const [download] = await Promise.all([
    desktop.waitForEvent('download'),
    desktop.getByRole('button', { name: `Save ${HOSTILE}.txt, 9 bytes` }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toBe('left side');

  await desktop.locator('input[type=file]').setInputFiles({
    name: `${HOSTILE}.pdf`,
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4 paid'),
  });
  const file = shop.getByRole('log').getByRole('link', { name: `${HOSTILE}.pdf` });
  await file.waitFor();
  const address = (await file.getAttribute('href')) ?? '';
  expect(await shop.evaluate(async (url) => (await fetch(url)).text(), address)).toBe('%PDF-1.4 paid');

  for (const page of [shop, desktop]) {
    expect(await page.title()).not.toBe('1');
    expect(await page.getByRole('log').locator('img').count()).toBe(0);
  }
  expect(await desktop.getByRole('log').getByText('film.png').count()).toBe(0);
  await endChat(shop);
  await leaveDesk(desktop);
});

test('what shrinks and grows at once is followed to its end, and whoever scrolls up is left there', async () => {
  const desktop = await pages.desktop('bob');
  const shop = await pages.open(`${house.url}/`);
  await startChat(shop, 'Rob', 'A lamp that flickers');
  await acceptChat(desktop, 'Rob');
  await line(shop, 'Bob joined the chat').waitFor();
  const log = shop.getByRole('log');
  /** Some frames later: how far the end is. */
  const settled = () =>
    log.evaluate(async (element) => {
      for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
      return Math.round(element.scrollHeight - element.scrollTop - element.clientHeight);
    });
  // As when somebody stops typing and has written, both within one frame.
  const swap = (height: number) =>
    log.evaluate((element, pixels) => {
      const part = document.createElement('div');
      part.className = 'part';
      part.style.height = `${pixels}px`;
      element.firstElementChild?.querySelector('.part')?.remove();
      const shrunk = element.scrollHeight;
      element.firstElementChild?.append(part);
      return element.scrollHeight - shrunk;
    }, height);
  await swap(2 * TALL_PX);
  expect(await settled()).toBe(0);
  await swap(3 * TALL_PX);
  expect(await settled()).toBe(0);
  expect(await shop.getByRole('button', { name: 'New messages' }).count()).toBe(0);

  await log.hover();
  await shop.mouse.wheel(0, -2 * TALL_PX);
  await shop.getByRole('button', { name: 'New messages' }).waitFor();
  await swap(4 * TALL_PX);
  expect(await settled()).toBeGreaterThan(TALL_PX);
  await endChat(shop);
  await leaveDesk(desktop);
});
