import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { TestBrowser } from '../../test/testing/browser';
import type { Rig } from './rig';

const FRAME_CLOCK = path.join(__dirname, 'other-ways', 'page', 'first-remote-frame.js');
/** The page is at rest when somebody joins. */
const REST_MS = 400;
const LIMIT_MS = 30_000;

/** The address of a page with the SDK alone. @param late the SDK is loaded by the click */
export function bareCallUrl(rig: Rig, room: string, token: string, late = false): string {
  return `${rig.others.url}/bare-call${late ? '-late' : ''}.html#${new URLSearchParams({ room, token })}`;
}

/** The agent's side: a page with the SDK alone, in the room, with camera and microphone published. */
export async function agentInside(browser: TestBrowser, url: string): Promise<Page> {
  const page = await open(browser, url);
  await page.getByRole('button', { name: 'Join call' }).click();
  await page.waitForFunction(() => (globalThis as { isInside?: boolean }).isInside === true);
  return page;
}

/** The customer's side, ready to join: whoever clicks now is measured. */
export async function customerAtTheDoor(
  browser: TestBrowser,
  url: string,
  prepare?: (page: Page) => void,
): Promise<Page> {
  const page = await open(browser, url, prepare);
  await page.locator('button:not(:disabled, [aria-disabled=true])', { hasText: 'Join call' }).hover();
  await pause(REST_MS);
  return page;
}

/** Milliseconds from the click until the first frame of the agent. */
export async function joinAndSee(page: Page): Promise<number> {
  await page.mouse.down();
  await page.mouse.up();
  const seen = await page.waitForFunction(() => (globalThis as { firstRemoteFrame?: number }).firstRemoteFrame);
  return Number(await seen.jsonValue());
}

async function open(browser: TestBrowser, url: string, prepare?: (page: Page) => void): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  prepare?.(page);
  await page.addInitScript({ path: FRAME_CLOCK });
  await page.goto(url);
  return page;
}
