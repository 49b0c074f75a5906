import https from 'node:https';
import path from 'node:path';
import { type LocalTwilio, startLocalTwilio } from '../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../local-twilio/src/preload.cjs';
import { serveDeployment } from '../tools/deploy/deployed-functions';
import { serverlessDeploy } from '../tools/deploy/serverless-deploy';
import { EVENT_CALLBACK_FILTER, functionsEnvironment } from '../tools/functions-environment';
import type { FunctionsServer } from '../tools/functions-server';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { onAccount } from './testing/account';
import { Agent } from './testing/agent';
import { Customer } from './testing/customer';
import type { House } from './testing/house';
import { checkRequests } from './testing/openapi';
import { copyProject, type ProjectCopy } from './testing/project-copy';

const SECONDS = 1000;

let project: ProjectCopy;
let twilio: LocalTwilio;
let functions: FunctionsServer;
let domain: string;
let house: House;
const said: string[] = [];
const functionLog: string[] = [];

beforeAll(async () => {
  project = copyProject();
  const say = (line: string) => void said.push(line);
  twilio = await startLocalTwilio({ flowsFolder: path.join(PROJECT_FOLDER, 'studio-flows'), say });
  const { account, flows } = twilio;
  const values = functionsEnvironment(account, flows, 'https://shop.test.example');
  const environment = { name: 'dev', file: path.join(project.folder, '.env'), domainSuffix: 'dev', values };
  const deployed = await runWithTwilioPort(twilio.port, () =>
    serverlessDeploy({ projectFolder: project.folder, environment, say: () => undefined }),
  );
  domain = deployed.domain;
  functions = await serveDeployment(twilio, domain, { say, log: (_level, line) => void functionLog.push(line) });
  house = deployedHouse();
}, 120 * SECONDS);

afterAll(async () => {
  await functions?.stop();
  await twilio?.stop();
  project?.remove();
  expect(checkRequests(twilio?.requests.all() ?? [])).toEqual([]);
});

/** The Functions as callers of the deployed domain have them: by way of the local Twilio, and https. */
function deployedHouse(): House {
  const url = `${twilio.url}/__t/${domain}`;
  return {
    twilio,
    functions,
    url,
    said,
    functionLog,
    post: async (name, body, headers = {}) => {
      const response = await fetch(url + name, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: `https://${domain}`, ...headers },
        body: JSON.stringify(body),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    stop: () => Promise.resolve(),
  };
}

test('a customer and an agent chat through what was uploaded', async () => {
  await onAccount(house, ({ taskrouter }) =>
    taskrouter.v1
      .workspaces(twilio.account.workspaceSid)
      .update({ eventCallbackUrl: `https://${domain}/webhook`, eventsFilter: EVENT_CALLBACK_FILTER }),
  );
  const alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  const customer = await Customer.arrive(house, { customer: { name: 'Ada' } });
  await customer.says('Hello');
  await customer.hears('What is it about?');
  await customer.says('My invoice');
  await customer.hears('An agent will be with you');
  const agentChat = await alice.takes(customer.chat.conversationSid);
  expect(agentChat.attributes).toMatchObject({ customerName: 'Ada', topic: 'My invoice', site: 'default' });
  await agentChat.says('Which one?');
  await customer.hears('Which one?');
  expect((await customer.end()).body).toEqual({ state: 'closed' });
  await agentChat.isInWrapup();
  await agentChat.completes();
  await customer.leaves();
  await alice.signOut();

  const called = twilio.requests.all().filter(({ direction }) => direction === 'webhook');
  expect(new Set(called.map(({ url, status }) => `${status} ${url}`))).toEqual(
    new Set([
      `200 https://${domain}/studio/handoff-begin`,
      `200 https://${domain}/studio/handoff-opened`,
      `200 https://${domain}/webhook`,
    ]),
  );
});

test('the deployed domain refuses an unsigned call of a protected Function, and knows its own name', async () => {
  const unsigned = await house.post('/studio/handoff-begin', {});
  expect([unsigned.status, unsigned.body]).toMatchObject([400, { error: { code: 'invalid_signature' } }]);
  const version = await house.post('/version', {});
  expect([version.status, Object.keys(version.body)]).toEqual([200, expect.arrayContaining(['commit', 'flows'])]);
});

test('https://DOMAIN is the deployment for whoever sends *.twil.io to the local Twilio', async () => {
  const status = await runWithTwilioPort(
    twilio.port,
    () =>
      new Promise((resolve, reject) => {
        https.get(`https://${domain}/version`, (response) => resolve(response.resume().statusCode)).on('error', reject);
      }),
  );
  expect(status).toBe(200);
});

test('the deployed flows are for Functions alone', async () => {
  const answers = await Promise.all(
    ['/studio-flows/chat-to-flex.json', '/studio-flows/manifest.json', '/studio-flows/chat-to-flex.private.json'].map(
      async (name) => (await fetch(house.url + name)).status,
    ),
  );
  expect(answers).toEqual([403, 403, 404]);
  const page = await fetch(`${house.url}/`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
});

test('a domain that nobody serves is not found', async () => {
  const response = await fetch(`${twilio.url}/__t/nobody-1234.twil.io/version`);
  expect([response.status, await response.json()]).toMatchObject([404, { code: 20404 }]);
  await expect(serveDeployment(twilio, 'nobody-1234.twil.io', { say: () => undefined })).rejects.toThrow(
    'Nothing is deployed to nobody-1234.twil.io',
  );
});
