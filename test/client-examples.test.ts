/** The examples of docs/client.md, on a page of another origin, with a real agent. */

import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { PAGE_REDIRECT } from '../tools/functions-server/assets';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { httpsUrl, setEventCallback } from './testing/account';
import { Agent } from './testing/agent';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { type House, startHouse } from './testing/house';
import { until } from './testing/until';

const EXAMPLES = path.join(PROJECT_FOLDER, 'examples');
const ASSETS = path.join(PROJECT_FOLDER, 'dist', 'assets');
/** What a developer replaces by the domain of their own Functions. */
const DOMAIN = 'https://handoff-1234-dev.twil.io';

let house: House;
let browser: TestBrowser;
let shop: Server;
let shopUrl: string;
let alice: Agent;
let page: Page;
/** Path → what the shop's own server answers. */
const files = new Map<string, { type: string; text: string }>();

beforeAll(async () => {
  shop = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' });
    response.end(file?.text.replaceAll(DOMAIN, house.url));
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  [house, browser] = await Promise.all([startHouse({ environment: { ALLOWED_ORIGINS: shopUrl } }), launchBrowser()]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
}, 60_000);

beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
});

afterEach(() => page.context().close());

afterAll(async () => {
  await alice?.signOut();
  await browser?.close();
  await house?.stop();
  await new Promise((resolve) => shop.close(resolve));
});

const serve = (name: string, type: string, text: string) => files.set(name, { type, text });
/** The local Twilio's redirect, which the local web server puts into its own pages. */
const withRedirect = (html: string) =>
  html.replace('<head>', `<head><script src="${DOMAIN}${PAGE_REDIRECT}"></script>`);

/** The page as it is, and beside it the client as the build makes it. */
function servePlainExample(): void {
  const read = (name: string) => readFileSync(path.join(EXAMPLES, 'plain', name), 'utf8');
  serve('/plain/', 'text/html', withRedirect(read('index.html')));
  serve('/plain/main.js', 'text/javascript', read('main.js'));
  const pending = ['chat/client.js'];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const text = readFileSync(path.join(ASSETS, name), 'utf8');
    serve(`/plain/${name}`, 'text/javascript', text);
    for (const [, relative = ''] of text.matchAll(/["'](\.{1,2}\/[^"']+\.js)["']/g)) {
      const imported = path.posix.join(path.posix.dirname(name), relative);
      if (!files.has(`/plain/${imported}`) && existsSync(path.join(ASSETS, imported))) pending.push(imported);
    }
  }
}

async function serveReactExample(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [path.join(EXAMPLES, 'react', 'chat.tsx')],
    outdir: '/react',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  });
  for (const file of outputFiles) serve(file.path, 'text/javascript', file.text);
  const html = '<!doctype html><head></head><div id="chat"></div><script type="module" src="/react/chat.js"></script>';
  serve('/react/', 'text/html', withRedirect(html));
}

const line = (text: string) => page.getByRole('log').getByText(text);

test('the plain example: a whole chat, with read marks, a file both ways, a reload, a rating and the chat as a text', async () => {
  servePlainExample();
  await page.goto(`${shopUrl}/plain/`);
  await page.getByLabel('Your name').fill('Mia');
  await page.getByLabel('Your question').fill('My lamp flickers');
  await page.getByRole('button', { name: 'Start' }).click();
  const chat = await alice.takes();
  await line('Alice is here').waitFor();
  await page.getByText('With Alice').waitFor();
  await chat.conversation.setAllMessagesRead();
  await line('You: My lamp flickers ✓').waitFor();

  const file = page.getByLabel('File');
  await file.setInputFiles({ name: 'lamp.html', mimeType: 'text/html', buffer: Buffer.from('<b>') });
  await page.getByText('lamp.html was not sent (attachment_type).').waitFor();
  await page.route('**/Media?*', (route) => route.abort());
  await file.setInputFiles({ name: 'lamp.txt', mimeType: 'text/plain', buffer: Buffer.from('It flickers like this') });
  const again = page.getByRole('button', { name: 'Send again' });
  await again.waitFor();
  await page.unroute('**/Media?*');
  await again.click();
  const media = await until(
    'the agent gets the file',
    chat.conversation,
    ['messageAdded'],
    async () =>
      (await chat.conversation.getMessages()).items.find(({ attachedMedia }) => attachedMedia?.length)
        ?.attachedMedia?.[0],
  );
  expect(media).toMatchObject({ filename: 'lamp.txt', contentType: 'text/plain', size: 21 });
  const content = await fetch((await media.getContentTemporaryUrl()) ?? '');
  expect(await content.text()).toBe('It flickers like this');
  await chat.conversation.sendMessage({ contentType: 'text/plain', filename: 'manual.txt', media: 'Turn it off' });

  await page.reload();
  for (const [name, text] of [
    ['lamp.txt', 'It flickers like this'],
    ['manual.txt', 'Turn it off'],
  ] as const) {
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name }).click();
    expect(await (await opened).locator('body').innerText()).toBe(text);
  }
  expect(await page.getByRole('log').getByRole('listitem').allInnerTexts()).toEqual([
    'You: My lamp flickers ✓',
    expect.stringMatching(/^Assistant: /),
    'Alice is here',
    'You: lamp.txt',
    'Alice: manual.txt',
  ]);

  await page.getByRole('button', { name: 'End chat' }).click();
  await page.getByText('The chat has ended.').waitFor();
  await page.getByRole('button', { name: 'It was good' }).click();
  await page.getByText('Thank you.', { exact: true }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the chat' }).click();
  const saved = readFileSync(await (await download).path(), 'utf8').split('\n');
  expect(saved.map((text) => text.replace(/^\[.*?\] /, ''))).toEqual([
    'You: My lamp flickers',
    expect.stringMatching(/^Assistant: /),
    '* Alice is here',
    'You: [lamp.txt]',
    'Alice: [manual.txt]',
    '',
  ]);
  await chat.completes();
});

test('the React example: a whole chat in a bundle of its own', async () => {
  await serveReactExample();
  await page.goto(`${shopUrl}/react/`);
  await page.getByLabel('Your question').fill('My shade has a dent');
  await page.getByRole('button', { name: 'Start' }).click();
  const chat = await alice.takes();
  await page.getByText('With Alice').waitFor();
  await chat.says('<b>On the left?</b>');
  await line('Alice: <b>On the left?</b>').waitFor();
  await page.getByLabel('Message').fill('On the right');
  await page.getByRole('button', { name: 'Send' }).click();
  await chat.hears('On the right');
  await until('the customer has read', chat.conversation, ['participantUpdated'], async () =>
    (await chat.conversation.getParticipants()).some(
      ({ identity, lastReadMessageIndex }) => identity !== alice.identity && (lastReadMessageIndex ?? -1) >= 2,
    ),
  );
  await page.reload();
  await line('You: On the right').waitFor();
  await chat.ends();
  await page.getByText('The chat has ended.').waitFor();
  expect(await page.getByRole('log').getByRole('listitem').allInnerTexts()).toEqual([
    'You: My shade has a dent',
    expect.stringMatching(/^Assistant: /),
    'Alice is here',
    'Alice: <b>On the left?</b>',
    'You: On the right',
  ]);
  await page.getByRole('button', { name: 'New chat' }).click();
  await page.getByLabel('Your question').waitFor();
});
