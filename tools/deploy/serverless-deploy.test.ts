import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fsHelpers } from '@twilio-labs/serverless-api';
import type { Fault } from '../../local-twilio/src/http/faults';
import { type LocalTwilio, startLocalTwilio } from '../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import { flowHash } from '../../studio-flows/flow-hash';
import { checkRequests } from '../../test/testing/openapi';
import { copyProject, type ProjectCopy } from '../../test/testing/project-copy';
import { serverlessDeploy } from './serverless-deploy';
import type { ServerlessDeployment } from './upload/serverless-deployment';

const SECONDS = 1000;
jest.setTimeout(120 * SECONDS);

let project: ProjectCopy;
let twilio: LocalTwilio;
let said: string[];

beforeAll(() => {
  project = copyProject();
});

afterAll(() => project.remove());

async function open(): Promise<void> {
  twilio = await startLocalTwilio({ seed: 'new-flex' });
  said = [];
}

async function close(): Promise<void> {
  await twilio.stop();
  const wellMeant = twilio.requests.all().filter(({ status }) => status < 400);
  expect(checkRequests(wellMeant)).toEqual([]);
}

function environment(more: Record<string, string> = {}, domainSuffix = 'dev') {
  const { accountSid, apiKey, apiSecret } = twilio.account;
  return {
    name: domainSuffix || 'production',
    file: path.join(project.folder, '.env'),
    domainSuffix,
    values: {
      ACCOUNT_SID: accountSid,
      TWILIO_API_KEY: apiKey,
      TWILIO_API_SECRET: apiSecret,
      ALLOWED_ORIGINS: `https://shop.test.example,https://quoted.test.example/"a'#b`,
      PRIVATE_NOTE: 'not for the Functions',
      ...more,
    },
  };
}

const deploy = (values = environment()) =>
  runWithTwilioPort(twilio.port, () =>
    serverlessDeploy({ projectFolder: project.folder, environment: values, say: (line) => void said.push(line) }),
  );

const active = (domain: string) => {
  const found = twilio.serverless.activeDeployment(domain);
  if (!found) throw new Error(`Nothing is deployed to ${domain}`);
  return found;
};

/** What is served, without what differs from build to build. */
function facts(domain: string) {
  const { functions, assets, variables, dependencies, runtime } = active(domain);
  const told = ({ path: url, visibility }: { path: string; visibility: string }) => `${visibility} ${url}`;
  return { functions: functions.map(told).sort(), assets: assets.map(told).sort(), variables, dependencies, runtime };
}

describe('a first deployment', () => {
  let first: ServerlessDeployment;

  beforeAll(async () => {
    await open();
    first = await deploy();
  });
  afterAll(close);

  test('what was built goes up as it is, and nothing else', async () => {
    const deployed = first;
    const { functions, assets, variables, dependencies, runtime, serviceSid, environmentSid, buildSid } = active(
      deployed.domain,
    );
    const built = await fsHelpers.getListOfFunctionsAndAssets(project.folder, {
      functionsFolderNames: ['dist/functions'],
      assetsFolderNames: ['dist/assets'],
    });
    const bytes = (files: { path: string; access: string; filePath: string }[]) =>
      Object.fromEntries(files.map((file) => [`${file.access} ${file.path}`, readFileSync(file.filePath, 'utf8')]));
    const uploaded = (files: typeof functions) =>
      Object.fromEntries(files.map((file) => [`${file.visibility} ${file.path}`, file.content.toString('utf8')]));
    expect(uploaded(functions)).toEqual(bytes(built.functions as never));
    expect(uploaded(assets)).toEqual(bytes(built.assets as never));
    expect(deployed).toEqual({
      serviceSid,
      environmentSid,
      buildSid,
      domain: expect.stringMatching(/^flex-handoff-\d{4}-dev\.twil\.io$/),
      functions: functions.length,
      assets: assets.length,
    });
    expect(runtime).toBe('node22');
    expect(dependencies).toEqual([
      { name: '@twilio/runtime-handler', version: '2.0.1' },
      { name: 'twilio', version: '6.2.0' },
      { name: 'twilio-flex-token-validator', version: '1.6.0' },
    ]);
    const { ACCOUNT_SID, PRIVATE_NOTE, ...used } = environment().values;
    expect(variables).toEqual(used);
    const others = [...functions, ...assets].filter(({ path: url }) => /\.(map|tsx?|md)$|test|\.env/.test(url));
    expect(others).toEqual([]);
    expect(said).toEqual(
      expect.arrayContaining(['Creating Service', 'Setting environment variables', 'Activating deployment']),
    );
  });

  test('the flows go up as private assets, as they stand in the repository, with a manifest', async () => {
    const { assets } = active(first.domain);
    const text = (url: string) => assets.find((asset) => asset.path === url)?.content.toString('utf8') ?? '';
    const file = readFileSync(path.join(project.folder, 'studio-flows', 'chat-to-flex.json'), 'utf8');
    expect(text('/studio-flows/chat-to-flex.json')).toBe(file);
    expect(JSON.parse(text('/studio-flows/manifest.json'))).toMatchObject({
      flows: { 'chat-to-flex': { sha256: flowHash(JSON.parse(file)) } },
    });
    const flows = assets.filter((asset) => asset.path.startsWith('/studio-flows/'));
    expect(new Set(flows.map(({ visibility }) => visibility))).toEqual(new Set(['private']));
  });

  test('a second time nothing that matters is different, and another environment is another domain of the service', async () => {
    const before = facts(first.domain);
    const second = await deploy();
    expect(second).toEqual({ ...first, buildSid: expect.not.stringMatching(first.buildSid) });
    expect(facts(second.domain)).toEqual(before);
    const production = await deploy(environment({}, ''));
    expect(production).toMatchObject({ serviceSid: first.serviceSid, domain: first.domain.replace('-dev', '') });
  });
});

const HOST = 'serverless.twilio.com';
const UPLOAD_HOST = 'serverless-upload.twilio.com';
/** One of each kind: the toolkit treats a Function, an asset and an environment alike. */
const STEPS: [string, Fault][] = [
  ['finding the service', { host: HOST, method: 'GET', path: 'Services$' }],
  ['creating the service', { host: HOST, method: 'POST', path: 'Services$' }],
  ['creating the environment', { host: HOST, method: 'POST', path: 'Environments$' }],
  ['creating a Function', { host: HOST, method: 'POST', path: 'Functions$' }],
  ['uploading a Function', { host: UPLOAD_HOST, method: 'POST', path: 'Functions/' }],
  ['creating an asset', { host: HOST, method: 'POST', path: 'Assets$' }],
  ['uploading an asset', { host: UPLOAD_HOST, method: 'POST', path: 'Assets/' }],
  ['building', { host: HOST, method: 'POST', path: 'Builds$' }],
  ['asking for the build', { host: HOST, method: 'GET', path: 'Status$' }],
  ['setting a variable', { host: HOST, method: 'POST', path: 'Variables$' }],
  ['activating the build', { host: HOST, method: 'POST', path: 'Deployments$' }],
];

describe('a new account', () => {
  beforeEach(open);
  afterEach(close);

  test(
    'each step fails once: the next run goes on from there, and the last one completes',
    async () => {
      for (const [name, step] of STEPS) {
        twilio.fail({ ...step, status: 500, afterwards: true, times: 1 });
        const outcome = await deploy().catch((error: Error) => error.message);
        expect([name, outcome]).toEqual([name, expect.stringMatching(/500/)]);
      }
      const { domain } = await deploy();
      expect(facts(domain).functions).toContain('public /conversation-create');
      expect(Object.keys(twilio.serverless.services())).toEqual(['flex-handoff']);
    },
    300 * SECONDS,
  );

  test('a service that is gone is made anew, and the other accounts of .twiliodeployinfo stay', async () => {
    const file = path.join(project.folder, '.twiliodeployinfo');
    const other = { serviceSid: `ZS${'1'.repeat(32)}`, latestBuild: `ZB${'1'.repeat(32)}` };
    const { accountSid, authToken } = twilio.account;
    const gone = { serviceSid: `ZS${'2'.repeat(32)}`, latestBuild: `ZB${'2'.repeat(32)}` };
    writeFileSync(file, JSON.stringify({ 'ACother:us1': other, [`${accountSid}:us1`]: gone }));
    const { serviceSid } = await deploy(
      environment({ AUTH_TOKEN: authToken, TWILIO_API_KEY: '', TWILIO_API_SECRET: '' }),
    );
    expect(serviceSid).not.toBe(gone.serviceSid);
    expect(JSON.parse(readFileSync(file, 'utf8'))['ACother:us1']).toEqual(other);
  });

  test("another project's service of the same name is left alone", async () => {
    const { apiKey, apiSecret } = twilio.account;
    const post = (url: string, form: Record<string, string>) =>
      fetch(`${twilio.url}/__t/${HOST}/v1/${url}`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${apiKey}:${apiSecret}`)}` },
        body: new URLSearchParams(form),
      });
    await post('Services', { UniqueName: 'flex-handoff', FriendlyName: 'theirs' });
    await post('Services/flex-handoff/Functions', { FriendlyName: '/pay' });
    await expect(deploy()).rejects.toThrow(
      /has a Serverless service flex-handoff .* with Functions of another project/,
    );
  });

  test('a secret that Twilio does not accept is named', async () => {
    await expect(deploy(environment({ TWILIO_API_SECRET: 'wrong' }))).rejects.toThrow(
      `Twilio does not accept ${twilio.account.apiKey} for account ${twilio.account.accountSid}`,
    );
  });

  test('a value over 450 bytes stops it before anything is asked', async () => {
    await expect(deploy(environment({ ALLOWED_ORIGINS: `https://${'x'.repeat(443)}` }))).rejects.toThrow(
      'ALLOWED_ORIGINS has 451 bytes',
    );
    expect(twilio.requests.all()).toEqual([]);
  });

  test('a source that is wrong stops it before anything is uploaded', async () => {
    const file = path.join(project.folder, 'src', 'functions', 'version.ts');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, `${before}\nexport const = 1;\n`);
    await expect(deploy()).rejects.toThrow(/src\/functions\/version\.ts:\d+:\d+/);
    writeFileSync(file, before);
    expect(twilio.requests.all().filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
