import twilio from 'twilio';
import { checkRequests } from '../../../test/testing/openapi';
import { type LocalTwilio, type LocalTwilioOptions, startLocalTwilio } from '../local-twilio';
import { runWithTwilioPort } from '../preload.cjs';

let local: LocalTwilio;

afterEach(async () => {
  expect(checkRequests(local.requests.all())).toEqual([]);
  await local.stop();
});

const start = async (options: LocalTwilioOptions = {}) => {
  local = await startLocalTwilio(options);
  return local.account;
};
const byKey = () => {
  const { accountSid, apiKey, apiSecret } = local.account;
  return twilio(apiKey, apiSecret, { accountSid });
};
const byToken = () => twilio(local.account.accountSid, local.account.authToken);
const call = <Result>(work: () => Promise<Result>): Promise<Result> => runWithTwilioPort(local.port, work);
const refused = (work: () => Promise<unknown>) =>
  call(work).then(
    () => 'done',
    (error: { status: number; code: number }) => `${error.status}/${error.code}`,
  );

test('the Auth Token sees the account and the key', async () => {
  const { accountSid, apiKey } = await start();
  const client = byToken();
  expect(await call(() => client.api.v2010.accounts(accountSid).fetch())).toMatchObject({
    sid: accountSid,
    status: 'active',
    type: 'Full',
    friendlyName: 'Local Twilio',
  });
  expect(await call(() => client.iam.v1.apiKey(apiKey).fetch())).toMatchObject({ sid: apiKey, policy: null });
  expect(await refused(() => client.iam.v1.apiKey(`SK${'0'.repeat(32)}`).fetch())).toBe('404/20404');
  expect(await refused(() => client.api.v2010.accounts(`AC${'0'.repeat(32)}`).fetch())).toBe('404/20404');
});

test('a Standard key sees neither of them, and everything else', async () => {
  const { accountSid, apiKey } = await start();
  const client = byKey();
  expect(await refused(() => client.api.v2010.accounts(accountSid).fetch())).toBe('401/70051');
  expect(await refused(() => client.iam.v1.apiKey(apiKey).fetch())).toBe('401/70051');
  expect(await refused(() => client.conversations.v1.configuration().fetch())).toBe('done');
});

test('a Main key sees both', async () => {
  const { accountSid, apiKey } = await start({ keyType: 'main' });
  const client = byKey();
  expect(await refused(() => client.api.v2010.accounts(accountSid).fetch())).toBe('done');
  expect(await refused(() => client.iam.v1.apiKey(apiKey).fetch())).toBe('done');
});

test('a Restricted key has a policy, and reaches only what permissions exist for', async () => {
  const { apiKey, workspaceSid } = await start({ keyType: 'restricted' });
  const client = byKey();
  expect(await refused(() => client.taskrouter.v1.workspaces(workspaceSid).fetch())).toBe('done');
  expect(await refused(() => client.studio.v2.flows.list())).toBe('done');
  expect(await refused(() => client.conversations.v1.configuration().fetch())).toBe('401/70051');
  expect(await refused(() => client.sync.v1.services.list())).toBe('401/70051');
  const owner = byToken();
  expect((await call(() => owner.iam.v1.apiKey(apiKey).fetch())).policy).toEqual({
    allow: ['/twilio/studio/flows/list'],
  });
});

test('a wrong secret is not accepted anywhere', async () => {
  const { accountSid, apiKey } = await start();
  const client = twilio(apiKey, 'x'.repeat(32), { accountSid });
  expect(await refused(() => client.studio.v2.flows.list())).toBe('401/20003');
});
