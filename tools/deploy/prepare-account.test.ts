import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LocalTwilio, startLocalTwilio } from '../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import { accountClient } from '../environments/account-client';
import { readEnvironment } from '../environments/environment';
import { prepareAccount } from './prepare-account';

let twilio: LocalTwilio;
let folder: string;

beforeEach(async () => {
  twilio = await startLocalTwilio({ seed: 'new-flex' });
  folder = mkdtempSync(path.join(tmpdir(), 'prepare-'));
});
afterEach(async () => {
  await twilio.stop();
  rmSync(folder, { recursive: true });
});

const file = () => path.join(folder, '.env.staging');

function prepare({ agreed = true, dryRun = false, values = {} as Record<string, string> } = {}) {
  const { accountSid, apiKey, apiSecret } = twilio.account;
  const written = { ACCOUNT_SID: accountSid, TWILIO_API_KEY: apiKey, TWILIO_API_SECRET: apiSecret, ...values };
  const lines = Object.entries(written).map(([name, value]) => `${name}="${value}"\r\n`);
  if (!existsSync(file())) writeFileSync(file(), lines.join(''));
  const environment = readEnvironment({ env: 'staging', folder, given: {} });
  const consent = async () => agreed;
  const client = accountClient(environment);
  return runWithTwilioPort(twilio.port, () => prepareAccount({ client, environment, consent, dryRun }));
}

const isMade = () => twilio.requests.all().some(({ method }) => method === 'POST');

test('what is missing is made, all is written down, and the next time nothing is left to do', async () => {
  const { outcome } = await prepare();
  expect(outcome.changed).toContain('The Sync Service "flex-handoff-staging" with ACLs: made');
  expect(outcome.changed?.at(-1)).toMatch(/^\.env\.staging: written .*SYNC_SERVICE_SID/);
  const text = readFileSync(file(), 'utf8');
  const again = await prepare();
  expect([again.outcome.changed, readFileSync(file(), 'utf8')]).toEqual([[], text]);
});

test('a file that may only be read is replaced, and stays closed to others', async () => {
  await expect(prepare({ agreed: false })).rejects.toThrow('not ready');
  chmodSync(file(), 0o444);
  await prepare();
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(readFileSync(file(), 'utf8')).toContain('SYNC_SERVICE_SID=IS');
});

test('without consent nothing is made, and it says what --yes would make, with this environment', async () => {
  const refusal = await prepare({ agreed: false }).catch(({ message }: Error) => message);
  expect(refusal).toMatch(/^Nothing was deployed, the account is not ready:\n {2}- SYNC_SERVICE_SID: no Sync Service/);
  expect(refusal).toContain('      → `npm run doctor -- --write --create --env staging` makes it.');
  expect(refusal).toContain('`npm run deploy -- --yes --env staging` makes without asking:\n  - In TaskRouter');
  expect(isMade()).toBe(false);
});

test('a dry run makes and writes nothing', async () => {
  const { outcome } = await prepare({ dryRun: true });
  expect(outcome.did).toMatch(/^would make: In TaskRouter: .*flex-handoff-staging/);
  expect([isMade(), readFileSync(file(), 'utf8')]).toEqual([false, expect.not.stringContaining('SYNC')]);
});

test('while the account is out of reach, nothing else is said to be missing, and no secret is shown', async () => {
  const secret = 'f'.repeat(32);
  const refusal = await prepare({ values: { TWILIO_API_SECRET: secret } }).catch(({ message }: Error) => message);
  expect(refusal).toContain('TWILIO_API_KEY: Twilio does not accept it with this TWILIO_API_SECRET');
  expect(refusal).not.toMatch(/SYNC_SERVICE_SID|STUDIO_FLOW_SID/);
  expect(refusal).not.toContain(secret);
});
