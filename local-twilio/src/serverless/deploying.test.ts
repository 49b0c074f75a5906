import twilio, { type Twilio } from 'twilio';
import { checkRequests } from '../../../test/testing/openapi';
import type { LoggedRequest } from '../http/request-log';
import { type LocalTwilio, type LocalTwilioOptions, startLocalTwilio } from '../local-twilio';
import { runWithTwilioPort } from '../preload.cjs';
import { upload } from './testing/upload';

let local: LocalTwilio | undefined;

async function start(options: LocalTwilioOptions = {}) {
  const started = await startLocalTwilio({ seed: 'new-flex', ...options });
  local = started;
  const { accountSid, apiKey, apiSecret } = started.account;
  const client = twilio(apiKey, apiSecret, { accountSid, keepAlive: false });
  const rest = <Result>(work: (serverless: Twilio['serverless']['v1']) => Promise<Result>) =>
    runWithTwilioPort(started.port, () => work(client.serverless.v1));
  return { twilio: started, rest };
}

/** Sent wrong on purpose. */
const wellMeant = ({ status }: LoggedRequest) => status < 400;

afterEach(async () => {
  const requests = local?.requests.all() ?? [];
  await local?.stop();
  expect(checkRequests(requests.filter(wellMeant))).toEqual([]);
});

type House = Awaited<ReturnType<typeof start>>;

/** A service, an environment, and one Function version. */
async function begun({ twilio: server, rest }: House, name = 'shop') {
  const service = await rest((v1) => v1.services.create({ uniqueName: name, friendlyName: name }));
  const environment = await rest((v1) =>
    v1.services(service.sid).environments.create({ uniqueName: 'dev-environment', domainSuffix: 'dev' }),
  );
  const file = await rest((v1) => v1.services(service.sid).functions.create({ friendlyName: '/hello' }));
  const version = await upload(server, {
    folder: 'Functions',
    serviceSid: service.sid,
    fileSid: file.sid,
    path: '/hello',
    visibility: 'protected',
    content: 'exports.handler = 1;',
  });
  return { service, environment, file, version };
}

const build = ({ rest }: House, serviceSid: string, parameters: object) =>
  rest((v1) => v1.services(serviceSid).builds.create(parameters));

test('nothing is deployed to a new account', async () => {
  const { rest } = await start();
  expect(await rest((v1) => v1.services.list())).toEqual([]);
});

test('what is uploaded, built and activated is what the domain serves', async () => {
  const house = await start();
  const { twilio: server, rest } = house;
  const { service, environment, file, version } = await begun(house);
  expect(environment.domainName).toMatch(/^shop-\d{4}-dev\.twil\.io$/);
  expect(version).toMatchObject({ status: 201, body: { path: '/hello', visibility: 'protected' } });
  const versionSid = String(version.body.sid);
  const content = await rest((v1) =>
    v1.services(service.sid).functions(file.sid).functionVersions(versionSid).functionVersionContent().fetch(),
  );
  expect(content.content).toBe('exports.handler = 1;');

  await rest((v1) =>
    v1.services(service.sid).environments(environment.sid).variables.create({ key: 'COLOUR', value: 'red' }),
  );
  const made = await build(house, service.sid, {
    functionVersions: [versionSid],
    dependencies: JSON.stringify([{ name: 'twilio', version: '6.2.0' }]),
    runtime: 'node22',
  });
  expect(made.status).toBe('building');
  expect(server.serverless.activeDeployment(environment.domainName)).toBeUndefined();
  server.clock.advance(10_000);
  const status = await rest((v1) => v1.services(service.sid).builds(made.sid).buildStatus().fetch());
  expect(status.status).toBe('completed');
  await rest((v1) => v1.services(service.sid).environments(environment.sid).deployments.create({ buildSid: made.sid }));
  expect(server.serverless.activeDeployment(environment.domainName)).toMatchObject({
    serviceSid: service.sid,
    environmentSid: environment.sid,
    buildSid: made.sid,
    includeCredentials: true,
    runtime: 'node22',
    dependencies: [{ name: 'twilio', version: '6.2.0' }],
    variables: { COLOUR: 'red' },
    functions: [
      { sid: versionSid, path: '/hello', visibility: 'protected', content: Buffer.from('exports.handler = 1;') },
    ],
    assets: [],
  });
  expect(server.serverless.services()).toEqual({
    shop: {
      sid: service.sid,
      environments: { dev: { sid: environment.sid, origin: `https://${environment.domainName}` } },
      functions: { '/hello': file.sid },
    },
  });
});

test('a service has the same digits in its domain in every run', async () => {
  const first = await begun(await start());
  await local?.stop();
  const second = await begun(await start());
  const other = await second.service;
  expect(first.environment.domainName).toBe(second.environment.domainName);
  expect(other.domainBase).toMatch(/^shop-\d{4}$/);
});

test('a unique name is given once, and is free again when the service is gone, with all that was in it', async () => {
  const house = await start();
  const { rest, twilio: server } = house;
  const { service, environment } = await begun(house);
  const again = rest((v1) => v1.services.create({ uniqueName: 'shop', friendlyName: 'another' }));
  await expect(again).rejects.toMatchObject({ status: 409, code: 20409 });
  const changed = await rest((v1) => v1.services('shop').update({ friendlyName: 'Shop', includeCredentials: false }));
  expect([changed.friendlyName, changed.includeCredentials, changed.uiEditable]).toEqual(['Shop', false, false]);
  await rest((v1) => v1.services(service.sid).remove());
  expect(server.serverless.services()).toEqual({});
  const fetched = rest((v1) => v1.services(service.sid).environments(environment.sid).fetch());
  await expect(fetched).rejects.toMatchObject({ status: 404, code: 20404 });
  await rest((v1) => v1.services.create({ uniqueName: 'shop', friendlyName: 'shop' }));
});

describe('a build is refused', () => {
  const dependency = (name: string, version: string) => ({ dependencies: JSON.stringify([{ name, version }]) });

  it.each([
    [
      'a version of the runtime handler that the platform does not have',
      dependency('@twilio/runtime-handler', '2.1.0'),
    ],
    ['a range of it', dependency('@twilio/runtime-handler', '^2.0.1')],
    ['a folder as dependency', dependency('mine', 'file:../mine')],
    ['a git dependency', dependency('mine', 'git+https://git.test.example/mine.git')],
    ['a runtime that has ended', { runtime: 'node18' }],
    ['dependencies that are no list', { dependencies: '{}' }],
    ['nothing in it', { functionVersions: [] }],
    ['a version of another service', { functionVersions: [`ZN${'0'.repeat(32)}`] }],
  ])('for %s', async (_, parameters) => {
    const house = await start();
    const { service, version } = await begun(house);
    const refused = build(house, service.sid, { functionVersions: [version.body.sid], ...parameters });
    await expect(refused).rejects.toMatchObject({ status: 400, code: 20001 });
  });

  it('for more than 50 Functions, and for two of one path', async () => {
    const house = await start();
    const { service, file, version } = await begun(house);
    const another = async (path: string) => {
      const { body } = await upload(house.twilio, {
        folder: 'Functions',
        serviceSid: service.sid,
        fileSid: file.sid,
        path,
        visibility: 'public',
        content: '1',
      });
      return String(body.sid);
    };
    const versions = await Promise.all(Array.from({ length: 51 }, (_value, index) => another(`/${index}`)));
    await expect(build(house, service.sid, { functionVersions: versions })).rejects.toMatchObject({
      message: 'A Build can contain up to 50 Function Versions',
    });
    const twice = [version.body.sid, await another('/hello')];
    await expect(build(house, service.sid, { functionVersions: twice })).rejects.toMatchObject({
      message: 'Duplicate path in Build: /hello',
    });
  });
});

test('a build whose dependencies cannot be installed fails later, if Twilio does not refuse it at once', async () => {
  const house = await start({ assumptions: { serverlessRefusesBuildAtOnce: false } });
  const { service, environment, version } = await begun(house);
  const made = await build(house, service.sid, {
    functionVersions: [version.body.sid],
    dependencies: JSON.stringify([{ name: '@twilio/runtime-handler', version: '2.1.0' }]),
  });
  house.twilio.clock.advance(10_000);
  const status = await house.rest((v1) => v1.services(service.sid).builds(made.sid).buildStatus().fetch());
  expect(status.status).toBe('failed');
  const deployed = house.rest((v1) =>
    v1.services(service.sid).environments(environment.sid).deployments.create({ buildSid: made.sid }),
  );
  await expect(deployed).rejects.toMatchObject({ status: 400, message: `The Build ${made.sid} is failed` });
});

test('a build that is not finished cannot be activated', async () => {
  const house = await start();
  const { service, environment, version } = await begun(house);
  const made = await build(house, service.sid, { functionVersions: [version.body.sid] });
  const deployed = house.rest((v1) =>
    v1.services(service.sid).environments(environment.sid).deployments.create({ buildSid: made.sid }),
  );
  await expect(deployed).rejects.toMatchObject({ status: 400, message: `The Build ${made.sid} is building` });
});

test('a variable takes 450 bytes, not characters, and a key that a process can have', async () => {
  const house = await start();
  const { service, environment } = await begun(house);
  const variables = house.rest(async (v1) => v1.services(service.sid).environments(environment.sid).variables);
  const create = async (key: string, value: string) => {
    const list = await variables;
    return house.rest(() => list.create({ key, value }));
  };
  const { sid } = await create('LONG', 'x'.repeat(450));
  await expect(create('LONGER', `${'x'.repeat(449)}é`)).rejects.toMatchObject({ status: 400, code: 20001 });
  await expect(create('NO-NAME', 'x')).rejects.toMatchObject({ status: 400, code: 20001 });
  await expect(create('LONG', 'x')).rejects.toMatchObject({ status: 409, code: 20409 });
  const list = await variables;
  await house.rest(() => list.get(sid).update({ value: 'short' }));
  expect((await house.rest(() => list.list())).map(({ key, value }) => [key, value])).toEqual([['LONG', 'short']]);
  await house.rest(() => list.get(sid).remove());
  expect(await house.rest(() => list.list())).toEqual([]);
});

test.each([
  ['a path without a slash', { path: 'hello' }],
  ['a path with a character that no URL of a Function has', { path: '/hello+you' }],
  ['an unknown visibility', { visibility: 'secret' }],
  ['no content', { content: '' }],
])('an upload is refused for %s', async (_, wrong) => {
  const house = await start();
  const { service, file } = await begun(house);
  const refused = await upload(house.twilio, {
    folder: 'Functions',
    serviceSid: service.sid,
    fileSid: file.sid,
    path: '/hello',
    visibility: 'public',
    content: '1',
    ...wrong,
  });
  expect(refused).toMatchObject({ status: 400, body: { code: 20001, status: 400 } });
});

test('an environment of the same suffix is refused, and of one that no domain can have', async () => {
  const house = await start();
  const { service } = await begun(house);
  const create = (uniqueName: string, domainSuffix: string) =>
    house.rest((v1) => v1.services(service.sid).environments.create({ uniqueName, domainSuffix }));
  await expect(create('another', 'dev')).rejects.toMatchObject({ status: 409, code: 20409 });
  await expect(create('another', 'seventeen-letters')).rejects.toMatchObject({ status: 400, code: 20001 });
  const production = await house.rest((v1) =>
    v1.services(service.sid).environments.create({ uniqueName: 'production' }),
  );
  expect([production.domainSuffix, production.domainName]).toEqual([null, `${service.domainBase}.twil.io`]);
});
