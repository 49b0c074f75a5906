import path from 'node:path';
import { readEnvironment } from '../tools/environments/environment';
import { prepareTarget } from '../tools/verify/prepare-target';
import { verifyAccount } from '../tools/verify/verify-account';
import { letTimersGo } from './testing/let-timers-go';
import { NewAccount } from './testing/new-account';

const DEPLOYMENT_MS = 60_000;

letTimersGo();

let account: NewAccount;

beforeAll(async () => {
  account = await NewAccount.open();
  await account.deploy();
}, DEPLOYMENT_MS);

afterAll(() => account?.close());

test('what was deployed passes a verification run, which finds it by itself', async () => {
  const { scenarios, leftBehind } = await account.run(async () => {
    const environment = readEnvironment({ env: path.join(account.folder, '.env'), given: {} });
    const target = await prepareTarget({ environment, localPort: account.twilio.port });
    expect(target.functionsUrl).toMatch(/^https:\/\/flex-handoff-\d{4}-dev\.twil\.io$/);
    const { signal } = new AbortController();
    return verifyAccount({ target, signal, only: ['closed-doors', 'flow-as-sent', 'chat'] });
  });
  expect(scenarios.map(({ name, failure }) => failure && { name, ...failure }).filter(Boolean)).toEqual([]);
  expect([scenarios.length, leftBehind]).toEqual([3, []]);
});
