import { setEventCallback } from '../tools/set-event-callback';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { ChatPages, startChat } from './testing/chat-pages';
import { type House, startHouse } from './testing/house';
import { movingPicture } from './testing/moving-picture';
import { VIDEO_FLAGS } from './testing/video-page';

let house: House;
let browser: TestBrowser;
let pages: ChatPages;

beforeAll(async () => {
  browser = await launchBrowser(VIDEO_FLAGS);
  house = await startHouse();
  await setEventCallback(house.twilio, house.url);
  pages = new ChatPages(house, browser);
}, 60_000);

afterAll(async () => {
  const problems = await pages?.close();
  await browser?.close();
  await house?.stop();
  expect(problems).toEqual([]);
});

test('from a chat in the shop to a call by its link, and a rating that the agent sees', async () => {
  const desktop = await pages.desktop('alice');
  const shop = await pages.open(`${house.url}/`);
  await startChat(shop, 'Mia', 'My lamp flickers');
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await desktop.getByRole('button', { name: 'Start video' }).click();

  const invitation = await shop.getByRole('link', { name: /#code=/ }).getAttribute('href');
  const call = await pages.open(invitation ?? '');
  await call.getByRole('button', { name: 'Join call' }).click();
  await Promise.all([
    movingPicture(call.locator('.tile[data-kind=agent] video')),
    movingPicture(desktop.locator('figure').filter({ hasText: 'Guest' }).locator('video')),
  ]);

  await desktop.getByRole('button', { name: 'End for all' }).click();
  await call.getByText('The call has ended').waitFor();
  await call.getByRole('radio', { name: /4/ }).check({ force: true });
  await call.getByRole('textbox').fill('Very kind');
  await call.getByRole('button', { name: /send/i }).click();
  const rating = desktop.getByRole('region', { name: 'Details' }).getByRole('status');
  await rating.filter({ hasText: 'Rating: 4 of 5, Very kind' }).waitFor({ state: 'attached' });
}, 60_000);
