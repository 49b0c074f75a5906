import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { DEMO_STATES } from '../src/assets/themes/demo-states';
import { LOOKS } from '../src/assets/themes/looks';
import { buildIfStale } from '../tools/build';
import { type FunctionsServer, startFunctionsServer } from '../tools/functions-server';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { barriers } from './testing/barriers';
import { launchBrowser, type TestBrowser } from './testing/browser';

/** Kept for whoever wants to look. */
const PICTURES = path.join(PROJECT_FOLDER, 'dist', 'screenshots');
const STATES = Object.keys(DEMO_STATES);
const SCHEMES = ['light', 'dark'] as const;

let server: FunctionsServer;
let browser: TestBrowser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  await buildIfStale();
  const settings = () => ({ environment: {}, authToken: '', twilioPort: 0 });
  [server, browser] = await Promise.all([startFunctionsServer({ settings }), launchBrowser()]);
  page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('dialog', (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.setDefaultTimeout(10_000);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(() => {
  errors = [];
});

afterEach(() => expect(errors).toEqual([]));

interface View {
  query?: string;
  width?: number;
  height?: number;
  scheme?: (typeof SCHEMES)[number];
  reducedMotion?: 'reduce' | 'no-preference';
}

async function look(state: string, { query = '', width = 400, height = 700, scheme = 'light', ...more }: View = {}) {
  await page.setViewportSize({ width, height });
  // Colours in the middle of a movement are nobody's.
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: more.reducedMotion ?? 'reduce' });
  await page.goto(`${server.url}/themes.html?look=plain&state=${state}&${query}`);
  const shown = query.includes('launcher') ? page.locator('flex-chat .launcher') : page.locator('flex-chat .window');
  await shown.waitFor();
}

/** The page around the chat is one element. */
const findings = () => barriers(page, { region: { enabled: false }, 'page-has-heading-one': { enabled: false } });

/** How far the page, and what can be scrolled up and down in the chat, reach beyond their width. */
const overflows = () =>
  page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    const found: string[] = [];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        const scrolls = element === document.documentElement || getComputedStyle(element).overflowY === 'auto';
        if (scrolls && element.scrollWidth > element.clientWidth) found.push(element.className || element.tagName);
      }
    }
    return found;
  });

const picture = (name: string) => page.screenshot({ path: path.join(PICTURES, `${name}.png`) });

describe.each(SCHEMES)('in %s colours', (scheme) => {
  test.each(STATES)('axe finds nothing in the state %s', async (state) => {
    await look(state, { scheme });
    expect(await findings()).toEqual([]);
    await picture(`${state}-${scheme}`);
  });

  test.each(LOOKS.map(({ name }) => name))('axe finds nothing in the look %s', async (name) => {
    await look('unsent', { scheme, query: `look=${name}` });
    expect(await findings()).toEqual([]);
    await look('ended', { scheme, query: `look=${name}&launcher=1` });
    expect(await findings()).toEqual([]);
    await picture(`look-${name}-${scheme}`);
  });

  test('axe finds nothing in the question whether to end, and in a rating that was begun', async () => {
    await look('chat', { scheme });
    await page.getByRole('button', { name: 'End chat' }).click();
    expect(await findings()).toEqual([]);
    await picture(`question-${scheme}`);
    await page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
    await page.getByRole('radio', { name: '4 stars of 5' }).check({ force: true });
    await page.getByLabel('Would you like to add something?').waitFor();
    expect(await findings()).toEqual([]);
    await picture(`rating-${scheme}`);
  });

  test('axe finds nothing in the window over a page, on a phone and on a desk', async () => {
    for (const [name, width, height] of [
      ['phone', 390, 844],
      ['desk', 1280, 800],
    ] as const) {
      await look('chat', { scheme, width, height, query: 'launcher=1' });
      await page.getByRole('button', { name: /Continue your chat|new messages/ }).click();
      await page.getByRole('dialog', { name: 'Chat with us' }).waitFor();
      expect(await findings()).toEqual([]);
      await picture(`${name}-${scheme}`);
    }
  });
});

describe.each([
  ['320 pixels wide', 320, 640],
  ['at 200 % zoom of a small desktop', 640, 360],
])('%s', (_name, width, height) => {
  test.each(STATES)('nothing reaches beyond its width in the state %s', async (state) => {
    await look(state, { width, height });
    expect(await overflows()).toEqual([]);
    await look(state, { width, height, query: 'locale=de' });
    expect(await overflows()).toEqual([]);
    await picture(`${state}-${width}-de`);
  });

  test('the open window can be used: everything is on the screen', async () => {
    await look('form', { width, height, query: 'launcher=quiet' });
    await page.getByRole('button', { name: 'Chat with us' }).click();
    await page.getByLabel('How can we help?').fill('A lamp');
    await page.getByRole('button', { name: 'Start chat' }).click();
    await page.getByLabel('Your message').waitFor();
    expect(await page.getByLabel('Your message').boundingBox()).toMatchObject({ width: expect.any(Number) });
    for (const name of ['Send', 'End chat', 'Close the chat window. The chat goes on.']) {
      const box = await page.getByRole('button', { name }).boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height).toBe(true);
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
    }
    await picture(`open-${width}`);
  });
});

test('hostile names, messages and files stay text', async () => {
  await look('hostile');
  const bubbles = page.locator('.bubble');
  expect(await bubbles.nth(0).innerText()).toBe(
    '<script>alert(1)</script> javascript:alert(1) https://example.com/"onmouseover="alert(1)',
  );
  const links = page.locator('.bubble a');
  expect(
    await links.evaluateAll((all) =>
      all.map((link) => Object.fromEntries([...link.attributes].map(({ name, value }) => [name, value]))),
    ),
  ).toEqual([{ href: 'https://example.com/', target: '_blank', rel: 'noopener noreferrer nofollow' }]);
  expect(await page.locator('.author').first().innerText()).toBe('<img src=x onerror=alert(1)>');
  expect(await page.locator('flex-chat img, flex-chat script').count()).toBe(0);
});

test('where one reads from right to left, everything is mirrored', async () => {
  await look('chat', { query: 'direction=rtl&launcher=1', width: 1000 });
  const launcher = await page.getByRole('button', { name: 'Chat with us, 2 new messages' }).boundingBox();
  expect(launcher?.x).toBe(20);
  await page.getByRole('button', { name: 'Chat with us, 2 new messages' }).click();
  const box = await page.getByRole('dialog').boundingBox();
  expect([box?.x, box?.width]).toEqual([20, 400]);
  const own = await page.locator('.me .bubble').last().boundingBox();
  expect(own && own.x < 60).toBe(true);
  expect(await overflows()).toEqual([]);
  await picture('rtl');
});

test('who wants less movement gets none', async () => {
  const moving = () =>
    page.evaluate(() => {
      const roots: (Document | ShadowRoot)[] = [document];
      let count = 0;
      for (const root of roots) {
        count += root.getAnimations().length;
        for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
      }
      return count;
    });
  await look('chat', { reducedMotion: 'no-preference' });
  expect(await moving()).toBeGreaterThan(0);
  await look('chat', { reducedMotion: 'reduce' });
  expect(await moving()).toBe(0);
});

test('a longer message makes the window’s other parts move nowhere but up', async () => {
  await look('chat');
  const header = () => page.locator('.window .header').boundingBox();
  const before = await header();
  await page.getByLabel('Your message').fill('one\ntwo\nthree\nfour\nfive\nsix\nseven\neight');
  expect(await header()).toEqual(before);
  const composer = await page.locator('.composer').boundingBox();
  expect(composer && composer.y + composer.height).toBe(700);
  expect(composer?.height).toBeLessThan(170);
});
