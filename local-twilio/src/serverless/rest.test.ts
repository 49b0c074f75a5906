import { checkRequests } from '../../../test/testing/openapi';
import { Stage } from '../studio/testing/stage';

let stage: Stage;

beforeEach(async () => {
  stage = await new Stage({}).start();
});

afterEach(async () => {
  const problems = checkRequests(stage.requests.all());
  await stage.stop();
  expect(problems).toEqual([]);
});

test('the service, its environment and its Functions are found by name', async () => {
  const account = stage.kernel.account;
  const services = await stage.rest((client) => client.serverless.v1.services.list());
  expect(services.map(({ sid, uniqueName }) => [sid, uniqueName])).toEqual([
    [account.serverlessServiceSid, 'flex-handoff'],
  ]);

  const environments = await stage.rest((client) => client.serverless.v1.services('flex-handoff').environments.list());
  expect(
    environments.map(({ sid, uniqueName, domainSuffix, domainName }) => ({
      sid,
      uniqueName,
      domainSuffix,
      domainName,
    })),
  ).toEqual([
    {
      sid: account.serverlessEnvironmentSid,
      uniqueName: 'dev-environment',
      domainSuffix: 'dev',
      domainName: new URL(stage.functionsUrl).host,
    },
  ]);

  const functions = await stage.rest((client) =>
    client.serverless.v1.services(account.serverlessServiceSid).functions.list(),
  );
  expect(functions.map(({ friendlyName }) => friendlyName)).toEqual([
    '/studio/handoff-begin',
    '/studio/handoff-opened',
    '/studio/handoff-failed',
    '/agent-handoff',
    '/studio/call-back',
    '/relay-twiml',
  ]);
  expect(new Set(functions.map(({ sid }) => sid)).size).toBe(6);
});

test('another service is not found', async () => {
  const missing = stage.rest((client) => client.serverless.v1.services(`ZS${'0'.repeat(32)}`).functions.list());
  await expect(missing).rejects.toMatchObject({ status: 404, code: 20404 });
});
