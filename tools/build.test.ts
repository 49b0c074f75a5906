import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { createSmallProject, type SmallProject } from '../test/testing/small-project';
import { build, buildIfStale } from './build';
import { listFiles } from './build/list-files';

let project: SmallProject;

beforeEach(() => {
  project = createSmallProject();
});

afterEach(() => project.remove());

const dist = (file: string) => path.join(project.folder, 'dist', file);
const read = (file: string) => readFileSync(dist(file), 'utf8');

test('each Function becomes one file under its own name, and tests become none', async () => {
  await build(project.folder);
  expect(listFiles(dist('functions'))).toEqual(['hello.js', 'studio/begin.protected.js', 'version.js']);
  expect(read('functions/hello.js')).toContain('Hello ');
  expect(read('functions/hello.js')).not.toContain('require(');
});

test('the helper library is left to the account', async () => {
  await build(project.folder);
  expect(read('functions/studio/begin.protected.js')).toContain('require("twilio")');
});

test('a late import becomes a late require', async () => {
  project.write('src/functions/hello.ts', "export const handler = () => import('twilio/lib/rest/Twilio');\n");
  await build(project.folder);
  expect(read('functions/hello.js')).toContain('require("twilio/lib/rest/Twilio")');
  expect(read('functions/hello.js')).not.toContain('import(');
});

test('the version knows commit, time and flows', async () => {
  const recorded = { version: '1.2.0', sha256: '0'.repeat(64) };
  project.write('studio-flows/manifest.json', JSON.stringify({ flows: { welcome: recorded } }));
  project.write('studio-flows/greeting.json', '{"states":[]}');
  await build(project.folder);
  const { handler } = await import(dist('functions/version.js'));
  const [commit, time, flows] = handler();
  expect(commit).toMatch(/^([0-9a-f]{40}\+?|unknown)$/);
  expect(Date.now() - Date.parse(time)).toBeLessThan(60_000);
  expect(flows).toEqual({ welcome: '1.2.0', greeting: 'unversioned' });
});

test('pages and styles are copied, the index where a Service looks for it, and late code is a file of its own', async () => {
  await build(project.folder);
  const files = listFiles(dist('assets'));
  const chunks = files.filter((file) => file.startsWith('chunks/'));
  expect(files.filter((file) => !file.startsWith('chunks/'))).toEqual([
    'assets/index.html',
    'chat/chat.js',
    'chat/client.js',
    'chat/late.js',
    'index.html',
    'page.css',
    'studio-flows/manifest.private.json',
    'studio-flows/welcome.private.json',
  ]);
  expect(chunks.map((file) => file.replace(/-[0-9A-Z]{8}\.js$/, '-HASH.js'))).toEqual(['chunks/late-HASH.js']);
});

test('nothing stale stays, and the flows that were rendered are left alone', async () => {
  project.write('dist/functions/gone.js', 'old');
  project.write('dist/functions/old/gone.js', 'old');
  project.write('dist/assets/gone.js', 'old');
  project.write('dist/studio-flows/chat.json', '{}');
  await build(project.folder);
  expect(listFiles(dist('functions'))).toEqual(['hello.js', 'studio/begin.protected.js', 'version.js']);
  expect(existsSync(dist('functions/old'))).toBe(false);
  expect(existsSync(dist('assets/gone.js'))).toBe(false);
  expect(read('studio-flows/chat.json')).toBe('{}');
});

test('a file that did not change is not written again', async () => {
  await build(project.folder);
  const long = new Date('2026-01-01T00:00:00Z');
  utimesSync(dist('functions/hello.js'), long, long);
  const { changed } = await build(project.folder);
  expect(statSync(dist('functions/hello.js')).mtime).toEqual(long);
  expect(changed).toEqual(['functions/version.js']);
});

test('a source that is wrong rejects with its place, and the last build stays', async () => {
  await build(project.folder);
  const before = read('functions/hello.js');
  project.write('src/functions/hello.ts', 'export const handler = (;\n');
  await expect(build(project.folder)).rejects.toThrow('src/functions/hello.ts:1:24');
  expect(read('functions/hello.js')).toBe(before);
});

test('a build that is fresh is not made again, and one source that changed makes it stale', async () => {
  expect(await buildIfStale(project.folder)).toBeDefined();
  expect(await buildIfStale(project.folder)).toBeUndefined();
  const later = new Date(Date.now() + 5000);
  utimesSync(path.join(project.folder, 'src/lib/greet.ts'), later, later);
  expect(await buildIfStale(project.folder)).toBeDefined();
});
