import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalTwilio } from '../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import { accountClient } from '../environments/account-client';
import { contentHash, isActive, readDeployment, writeDeployment } from './deployment-record';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'record-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};
const of = (name: string, values: Record<string, string> = { ACCOUNT_SID: 'AC1' }) => ({ name, values });
const deployment = {
  contentHash: 'a',
  commit: 'b',
  serviceSid: `ZS${'1'.repeat(32)}`,
  environmentSid: `ZE${'1'.repeat(32)}`,
  buildSid: `ZB${'1'.repeat(32)}`,
  domain: 'flex-handoff-1234-dev.twil.io',
};

test('what was uploaded last is kept for each environment of each account', () => {
  expect(readDeployment(folder, of('dev'))).toBeUndefined();
  writeDeployment(folder, of('dev'), deployment);
  expect(readDeployment(folder, of('dev'))).toEqual(deployment);
  expect(readDeployment(folder, of('staging'))).toBeUndefined();
  expect(readDeployment(folder, of('dev', { ACCOUNT_SID: 'AC2' }))).toBeUndefined();
});

test.each(['', '{', '[]', '{"commit":"b"}'])('a record that holds %j counts as none', (text) => {
  write('AC1-dev.json', text);
  expect(readDeployment(folder, of('dev'))).toBeUndefined();
});

test('the hash follows every file, variable, dependency and the commit, and not the time of the build', () => {
  write('package.json', '{"dependencies":{"twilio":"6.2.0"}}');
  write('dist/functions/a.js', 'one');
  write('dist/functions/version.js', 'built at noon');
  write('dist/assets/page.html', '<p>');
  const hash = (values: Record<string, string> = {}, commit = 'c1') => contentHash(folder, commit, { values });
  const first = hash();
  const isNew = (change: () => string = hash) => {
    const again = change();
    return again !== first;
  };
  expect(isNew()).toBe(false);
  write('dist/functions/version.js', 'built at one');
  expect(isNew(() => hash({ NOT_FOR_FUNCTIONS: 'x', AUTH_TOKEN: 'x' }))).toBe(false);
  expect(isNew(() => hash({ TOKEN_TTL_SECONDS: '600' }))).toBe(true);
  expect(isNew(() => hash({}, 'c2'))).toBe(true);
  write('dist/assets/page.html', '<p>new');
  expect(isNew()).toBe(true);
  write('dist/assets/page.html', '<p>');
  write('package.json', '{"dependencies":{"twilio":"6.2.1"}}');
  expect(isNew()).toBe(true);
});

test('a build counts as active while the environment has it, and not once the service is gone', async () => {
  const twilio = await startLocalTwilio();
  const { accountSid, apiKey, apiSecret, serverlessServiceSid, serverlessEnvironmentSid } = twilio.account;
  const values = { ACCOUNT_SID: accountSid, TWILIO_API_KEY: apiKey, TWILIO_API_SECRET: apiSecret };
  const client = accountClient({ file: '.env', values });
  const ask = (more: object) => runWithTwilioPort(twilio.port, () => isActive(client, { ...deployment, ...more }));
  expect(await ask({})).toBe(false);
  const there = { serviceSid: serverlessServiceSid, environmentSid: serverlessEnvironmentSid };
  expect(await ask(there)).toBe(false);
  await twilio.stop();
  await expect(ask(there)).rejects.toThrow(/ECONNREFUSED|socket hang up/);
});
