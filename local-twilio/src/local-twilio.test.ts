import http from 'node:http';
import path from 'node:path';
import twilio from 'twilio';
import { WebSocket } from 'ws';
import { verifyAccessToken } from './account/access-tokens';
import { type LocalTwilio, startLocalTwilio } from './local-twilio';
import { runWithTwilioPort } from './preload.cjs';

let local: LocalTwilio;
const said: string[] = [];

beforeAll(async () => {
  const flowsFolder = path.resolve(__dirname, '../../studio-flows');
  local = await startLocalTwilio({ flowsFolder, say: (line) => void said.push(line) });
});

afterEach(() => {
  local.mend();
  said.splice(0);
});

afterAll(() => local.stop());

const control = async (method: string, name: string, body?: object) => {
  const response = await fetch(`${local.url}/_local/${name}`, { method, body: body && JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};

const rest = () => {
  const { apiKey, apiSecret, accountSid } = local.account;
  return twilio(apiKey, apiSecret, { accountSid });
};

/** node:http, since fetch tidies addresses up. */
const statusOf = (address: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port: local.port, path: address, agent: false }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    request.on('error', reject);
  });

test('the state shows every product', async () => {
  const { status, body } = await control('GET', 'state');
  expect([status, Object.keys(body)]).toEqual([
    200,
    ['now', 'conversations', 'sync', 'taskRouter', 'flex', 'studio', 'serverless', 'video', 'voice'],
  ]);
});

test('the state holds no secret', async () => {
  const text = JSON.stringify((await control('GET', 'state')).body);
  expect([local.account.authToken, local.account.apiSecret].filter((secret) => text.includes(secret))).toEqual([]);
});

test('an agent of the list gets a token that TaskRouter and Conversations take', async () => {
  const { agents } = (await control('GET', 'agents')).body;
  expect(agents.map(({ name }: { name: string }) => name)).toEqual(['Alice Moreau', 'Bob Okafor', 'Clara Winkler']);
  const { token } = (await control('POST', `agents/${agents[0].workerSid}/token`)).body;
  const { identity, grants } = verifyAccessToken(token, local.account);
  expect([identity, grants.task_router?.worker_sid, grants.chat?.service_sid]).toEqual([
    agents[0].identity,
    agents[0].workerSid,
    local.account.conversationsServiceSid,
  ]);
});

test('a fault happens as often as it was asked for, and the log shows it', async () => {
  const fault = { host: 'studio.twilio.com', status: 429, times: 1 };
  expect((await control('POST', 'faults', fault)).status).toBe(204);
  await runWithTwilioPort(local.port, async () => {
    const flows = rest().studio.v2.flows;
    await expect(flows.list()).rejects.toMatchObject({ status: 429, code: 20429 });
    expect((await flows.list()).map(({ friendlyName }) => friendlyName)).toEqual([
      'chat-to-flex',
      'voice-relay-to-flex',
      'voice-relay-widget-to-flex',
    ]);
  });
  const { requests } = (await control('GET', 'requests')).body;
  expect(requests.map(({ status }: { status: number }) => status).slice(-2)).toEqual([429, 200]);
});

test('the clock moves on when it is told to', async () => {
  const before = Date.parse((await control('GET', 'state')).body.now);
  const after = Date.parse((await control('POST', 'advance', { seconds: 3600 })).body.now);
  expect(after - before).toBeGreaterThanOrEqual(3_600_000);
  expect(after - before).toBeLessThan(3_700_000);
});

test('a request that it does not know is named, to the caller and in the terminal', async () => {
  await runWithTwilioPort(local.port, async () => {
    const message = 'The local Twilio does not know GET https://verify.twilio.com/v2/Services';
    await expect(rest().verify.v2.services.list()).rejects.toMatchObject({ status: 501, message });
  });
  expect(said).toEqual(['501 GET https://verify.twilio.com/v2/Services: this local Twilio does not know that request']);
});

test('a WebSocket that nobody answers is closed', async () => {
  const socket = new WebSocket(`${local.url.replace('http', 'ws')}/__t/voice-js.roaming.twilio.com/signal`);
  const code = await new Promise((resolve) => socket.on('close', resolve));
  expect([code, said]).toEqual([1011, ['Nobody answers the WebSocket voice-js.roaming.twilio.com/signal']]);
});

test.each(['//', '/__t/sync.twilio.com//', '/__t/sync.twilio.com/v1/Services/%zz/Documents'])(
  'the malformed address %s is refused, and it lives on',
  async (address) => {
    expect(await statusOf(address)).toBe(400);
    expect(await statusOf('/')).toBe(200);
  },
);
