import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/testing/browser';
import { startHouse } from '../test/testing/house';
import { PROJECT_FOLDER } from './project-folder';
import { setEventCallback } from './set-event-callback';

/** Plays a chat between the two real pages and writes docs/images/chat.png, which README.md shows. */
async function main(): Promise<void> {
  const house = await startHouse();
  await setEventCallback(house.twilio, house.url);
  const browser = await launchBrowser();
  const open = async (url: string, width: number) => {
    const page = await browser.newPage();
    await page.setViewportSize({ width, height: 760 });
    await page.goto(url);
    return page;
  };
  const [desktop, shop] = await Promise.all([
    open(`${house.twilio.url}/?agent=alice`, 1200),
    open(`${house.url}/`, 640),
  ]);
  await desktop.getByRole('button', { name: 'Go available' }).click();
  await shop.getByRole('button', { name: 'Chat with us' }).click();
  await shop.getByLabel('Your name').fill('Mia Hansen');
  await shop.getByLabel('How can we help?').fill('Order 4711 has not arrived');
  await shop.getByRole('button', { name: 'Start chat' }).click();
  await desktop.getByRole('button', { name: 'Accept' }).click();
  await say(desktop, 'Good evening Mia, I am looking for your parcel.', shop);
  await say(shop, 'Thank you, Alice!', desktop);
  await say(desktop, 'It is with your neighbour, at number 12.', shop);
  await desktop.getByText('handoff_opened').locator('visible=true').first().waitFor();

  const [left, right] = await Promise.all([shop.screenshot(), desktop.screenshot()]);
  const file = path.join(PROJECT_FOLDER, 'docs/images/chat.png');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, await sideBySide(await browser.newPage(), left, right));
  await browser.close();
  await house.stop();
  console.log(`Written: ${path.relative(PROJECT_FOLDER, file)}`);
}

async function say(from: Page, text: string, to: Page): Promise<void> {
  await from.getByLabel('Your message').fill(text);
  await from.getByLabel('Your message').press('Enter');
  await to.getByRole('log').getByText(text, { exact: true }).waitFor();
}

async function sideBySide(page: Page, left: Buffer, right: Buffer): Promise<Buffer> {
  const image = (png: Buffer) =>
    `<img src="data:image/png;base64,${png.toString('base64')}" style="border-radius:10px;box-shadow:0 2px 18px #0003">`;
  await page.setContent(
    `<body style="margin:0;padding:24px;display:inline-flex;gap:24px;background:#eceef1">${image(left)}${image(right)}</body>`,
  );
  return page.locator('body').screenshot();
}

void main();
