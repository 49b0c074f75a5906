import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { CALL_SID } from './testing/test-call';
import { AUTH_TOKEN, passFor, SECRET, signatureOf, TwilioSocket } from './testing/twilio-socket';

const PUBLIC_URL = 'wss://relay.example/relay';
const folder = mkdtempSync(path.join(os.tmpdir(), 'relay-'));
const bundle = path.join(folder, 'server.js');

/** As the Dockerfile makes it. */
beforeAll(() => {
  buildSync({
    entryPoints: [path.join(__dirname, 'main.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minifySyntax: true,
    keepNames: true,
    legalComments: 'none',
    outfile: bundle,
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(variables: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [bundle], { env: { PATH: process.env.PATH, ...variables } });
}

it('is one file that answers calls without a key, and ends with SIGTERM', async () => {
  const relay = run({
    PORT: '0',
    HOST: '127.0.0.1',
    RELAY_URL: PUBLIC_URL,
    RELAY_SECRET: SECRET,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
  });
  const lines: Record<string, unknown>[] = [];
  for await (const line of createInterface({ input: relay.stdout ?? process.stdin })) {
    lines.push(JSON.parse(line));
    if (lines.at(-1)?.event === 'ready') break;
  }
  expect(lines.map(({ event }) => event)).toEqual(['memory-store', 'scripted-model', 'ready']);
  const url = `ws://127.0.0.1:${lines.at(-1)?.port}/relay`;
  await expect(TwilioSocket.open(url)).rejects.toThrow('403');
  const twilio = await TwilioSocket.open(url, signatureOf(PUBLIC_URL));
  twilio.setup({ pass: passFor(CALL_SID) });
  twilio.say('Hello');
  expect((await twilio.turn()).length).toBeGreaterThan(5);
  twilio.socket.close(1000);
  await twilio.closed();
  relay.kill('SIGTERM');
  expect(await once(relay, 'exit')).toEqual([0, null]);
});

it('does not start without what it needs, and names it', async () => {
  const relay = run({ RELAY_URL: PUBLIC_URL, RELAY_SECRET: SECRET });
  let said = '';
  relay.stderr?.on('data', (data) => {
    said += String(data);
  });
  expect(await once(relay, 'close')).toEqual([1, null]);
  expect(said).toBe('The relay cannot start:\n  TWILIO_AUTH_TOKEN is missing: Console → Account Info → Auth Token\n');
});

it('goes into an image that runs as nobody in particular, as process 1', () => {
  const dockerfile = readFileSync(path.join(__dirname, '../Dockerfile'), 'utf8');
  expect(dockerfile.match(/^(FROM|USER|CMD) .*$/gm)).toEqual([
    'FROM node:22-slim AS build',
    'FROM node:22-slim',
    'USER node',
    'CMD ["node", "server.js"]',
  ]);
});
