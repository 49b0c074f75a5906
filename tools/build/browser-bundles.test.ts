import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { SITES } from '../../src/sites/sites';
import { PROJECT_FOLDER } from '../project-folder';
import { bundleAssets } from './browser-bundles';

const source = (name: string) => path.join(PROJECT_FOLDER, 'src', name);

let files: Map<string, string>;

beforeAll(async () => {
  const built = await bundleAssets(source('assets'), source('sites'));
  files = new Map(built.map(({ path: name, contents }) => [name, Buffer.from(contents).toString()]));
}, 60_000);

const text = (name: string): string => {
  const found = files.get(name);
  if (found === undefined) throw new Error(`${name} was not built`);
  return found;
};

const gzipped = (...names: string[]) => names.reduce((sum, name) => sum + gzipSync(text(name)).length, 0);

/** The scripts of ours that a classic script may load late. */
const lateScripts = (name: string): string[] =>
  [...text(name).matchAll(/"([\w-]+\.js)\?v=[0-9a-f]{8}"/g)].map(([, file]) => `chat/${file}`);

test.each(SITES.map(({ name }) => name))('before the chat is opened a page of %s loads at most 15 KB', (name) => {
  expect(lateScripts(`chat/${name}.js`)).toEqual(['chat/chat.js']);
  expect(gzipped(`chat/${name}.js`, 'chat/chat.js')).toBeLessThanOrEqual(15 * 1024);
});

test('the window comes at most 45 KB heavy when it is wanted, the SDK and other languages by themselves', () => {
  expect(lateScripts('chat/chat.js')).toEqual(['chat/flex-chat-window.js']);
  expect(gzipped('chat/flex-chat-window.js')).toBeLessThanOrEqual(45 * 1024);
  expect(lateScripts('chat/flex-chat-window.js')).toEqual(
    expect.arrayContaining(['chat/conversations-sdk.js', 'chat/words-de-page.js']),
  );
});

test('the Conversations SDK comes at most 100 KB heavy, and changes nothing that belongs to the page', () => {
  expect(gzipped('chat/conversations-sdk.js')).toBeLessThanOrEqual(100 * 1024);
  expect(text('chat/conversations-sdk.js')).not.toContain('__core-js_shared__');
  const chunks = [...files.keys()].filter((name) => text(name).includes('tsock.'));
  expect(chunks.filter((name) => text(name).includes('__core-js_shared__'))).toEqual([]);
  expect(chunks).toContain('chat/conversations-sdk.js');
});

test('before somebody joins, the page of a video call is at most 25 KB heavy; the SDK comes by itself', () => {
  const page = text('video/index.html');
  expect(page).toContain('src="/chat/video.js"');
  expect(gzipped('video/index.html', 'video/page.css', 'chat/video.js')).toBeLessThanOrEqual(25 * 1024);
  expect(lateScripts('chat/video.js').sort()).toEqual([
    'chat/video-call-parts.js',
    'chat/words-de-video.js',
    'chat/words-es-video.js',
    'chat/words-fr-video.js',
  ]);
  expect(text('chat/video.js')).toContain('outlet:');
});

test('the scripts of a page are classic ones: a page of another origin may load no module from everywhere', () => {
  const scripts = [...files.keys()].filter((name) => lateScripts('chat/flex-chat-window.js').includes(name));
  for (const name of ['chat/default.js', 'chat/chat.js', 'chat/flex-chat-window.js', ...scripts]) {
    expect(() => new Function(text(name))).not.toThrow();
    expect(text(name)).not.toMatch(/\bimport\s*\(/);
  }
});

test('the agents’ panel comes at most 20 KB heavy, and the SDK for video when a call starts', () => {
  expect(gzipped('agent-video/agent-video.js')).toBeLessThanOrEqual(20 * 1024);
  expect(text('agent-video/agent-video.js')).toMatch(/"call-parts\.js\?v=[0-9a-f]{8}"/);
  expect(text('agent-video/agent-video.js')).not.toContain('vss.twilio.com');
  expect(text('agent-video/call-parts.js')).toContain('vss.');
});

test('no script of a call makes code out of text: a strict CSP would not let it run', () => {
  const scripts = [...files.keys()].filter((name) => /^agent-video\/|^chat\/video/.test(name));
  expect(scripts.sort()).toEqual([
    'agent-video/agent-video.js',
    'agent-video/call-parts.js',
    'chat/video-call-parts.js',
    'chat/video.js',
  ]);
  for (const name of scripts) {
    expect(text(name)).not.toMatch(/\bnew Function\(|\beval\(|\bFunction\("/);
  }
});

test.each([
  ['chat/conversations-sdk.js', 'node_modules/@twilio/conversations/'],
  ['chat/video-call-parts.js', 'node_modules/twilio-video/es5/connect.js'],
  ['agent-video/call-parts.js', 'node_modules/twilio-video/es5/connect.js'],
])('the modules of an SDK in %s are methods, which a browser compiles when they are called', (name, module) => {
  const methods = [...text(name).matchAll(/"([^"]+)"\([\w$]*(?:,[\w$]+)?\)\{/g)].map(([, path]) => path);
  expect(methods).toContainEqual(expect.stringContaining(module));
});

test('a site’s script tells what its pages may know, and nothing else of the site', () => {
  const site = { ...SITES[0], name: 'default' };
  const script = text('chat/default.js');
  for (const secret of ['newChatsPerMinute', 'timers', 'preEngagementBytes', 'hours', 'queue', 'origins']) {
    expect(script).not.toContain(secret);
  }
  expect(script).toContain(`form:"${site.page?.form}"`);
});

test('a site cannot take the name of a script of ours', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sites-'));
  cpSync(source('sites'), path.join(folder, 'sites'), { recursive: true });
  cpSync(source('words'), path.join(folder, 'words'), { recursive: true });
  const file = path.join(folder, 'sites', 'default.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace("name: 'default'", "name: 'chat'"));
  const building = bundleAssets(source('assets'), path.join(folder, 'sites'));
  await expect(building).rejects.toThrow('A site cannot be called chat: chat/chat.js is our own file');
  rmSync(folder, { recursive: true });
});
