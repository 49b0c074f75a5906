import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { seedAccount } from '../local-twilio/src/account/account';
import { seededSid } from '../local-twilio/src/account/sids';
import { dependencies } from '../package.json';
import { buildIfStale } from '../tools/build';
import { listFiles } from '../tools/build/list-files';
import { functionsEnvironment } from '../tools/functions-environment';
import { PROJECT_FOLDER } from '../tools/project-folder';

const FUNCTIONS = path.join(PROJECT_FOLDER, 'dist', 'functions');
const FILES = listFiles(path.join(PROJECT_FOLDER, 'src', 'functions'))
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => file.replace(/\.ts$/, '.js'));

/** Sets the globals up as Twilio does, calls the one handler beside it and prints the answer. */
const RUNNER = `
const { LocalDevelopmentServer } = require('@twilio/runtime-handler/dev');
const [bundle, env] = JSON.parse(process.argv[2]);
const url = 'https://flex-handoff-1234.twil.io';
new LocalDevelopmentServer(0, { baseDir: __dirname, env, url, routes: { functions: [], assets: [] }, logs: false, live: false });
const { handler } = require('./handlers/' + bundle);
const event = { request: { headers: {}, cookies: {} } };
handler({ ...env, DOMAIN_NAME: new URL(url).host, PATH: '/' }, event, (error, response) => {
  if (error) throw error;
  process.stdout.write('ANSWER ' + JSON.stringify({ status: response.statusCode, body: response.body }));
});
`;

let service: string;

beforeAll(async () => {
  await buildIfStale();
  service = mkdtempSync(path.join(os.tmpdir(), 'deployed-'));
  mkdirSync(path.join(service, 'handlers'));
  for (const name of Object.keys(dependencies)) {
    const link = path.join(service, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(PROJECT_FOLDER, 'node_modules', name), link);
  }
  writeFileSync(path.join(service, 'runner.js'), RUNNER);
});

afterAll(() => rmSync(service, { recursive: true, force: true }));

async function callAlone(
  bundle: string,
  environment: Record<string, string>,
): Promise<{ status: number; body: unknown }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['runner.js', JSON.stringify([bundle, environment])], {
    cwd: service,
  });
  return JSON.parse(stdout.slice(stdout.indexOf('ANSWER ') + 'ANSWER '.length));
}

test.each(FILES)('%s works as the one file that Twilio lays out', async (file) => {
  const bundle = `${seededSid('ZN', file)}.js`;
  copyFileSync(path.join(FUNCTIONS, file), path.join(service, 'handlers', bundle));

  const url = 'https://flex-handoff-1234.twil.io';
  const environment = functionsEnvironment(
    seedAccount(),
    { 'chat-to-flex': seededSid('FW', 'flow-chat-to-flex') },
    url,
  );
  const { status, body } = await callAlone(bundle, environment);
  if (file === 'version.js') {
    expect({ status, body }).toEqual({
      status: 200,
      body: { commit: expect.any(String), builtAt: expect.any(String), flows: expect.any(Object) },
    });
  } else if (status !== 200) {
    expect(status).toBeLessThan(500);
    const error = { code: expect.any(String), message: expect.any(String), requestId: expect.any(String) };
    expect(body).toEqual({ error });
  }
});

test.each(FILES)('%s requires nothing that is not declared, late requires included', (file) => {
  const { resolve } = createRequire(path.join(service, 'handlers', 'any.js'));
  const outside = requiredBy(file).filter((name) => !builtinModules.includes(name.replace(/^node:/, '')));
  expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(outside.map(packageOf)));
  expect(outside.filter((name) => !resolve(name).includes('/node_modules/'))).toEqual([]);
});

test('the REST client is required late by a Function that needs it', () => {
  expect(requiredBy('conversation-create.js')).toContain('twilio/lib/rest/Twilio');
});

const requiredBy = (file: string) =>
  [...readFileSync(path.join(FUNCTIONS, file), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(
    (match) => match[1] ?? '',
  );

const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
