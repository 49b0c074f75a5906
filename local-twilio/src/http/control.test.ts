import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ControlActions, serveControl } from './control';

const calls: unknown[] = [];
const actions: ControlActions = {
  fail: (fault) => calls.push(['fail', fault]),
  mend: () => calls.push(['mend']),
  drop: () => calls.push(['drop']),
  advance: (seconds) => {
    calls.push(['advance', seconds]);
    return { now: '2026-11-20T07:00:00.000Z' };
  },
  requests: () => [],
  state: () => ({ conversations: [] }),
  agents: () => [{ workerSid: 'WK1' }],
  agentToken: (workerSid) => (workerSid === 'WK1' ? { token: 'jwt', flexInstanceSid: 'GO1' } : undefined),
  executions: (conversationSid) => [{ conversationSid: conversationSid ?? 'all' }],
  functionsUrl: () => 'http://127.0.0.1:3000',
};

let server: http.Server;

beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (!serveControl(actions, request, response, Buffer.concat(chunks))) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => calls.splice(0));

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** node:http, since fetch does not let a Host header be set. */
function call(method: string, path: string, body = '', headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (reply) => {
      let text = '';
      reply.on('data', (chunk) => {
        text += chunk;
      });
      reply.on('end', () => resolve({ status: reply.statusCode, body: text === '' ? undefined : JSON.parse(text) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const refusal = (status: number, code: string, message: string) => ({ status, body: { error: { code, message } } });

test('a fault is added and faults are cleared', async () => {
  const fault = { host: 'sync.twilio.com', method: 'post', path: '^/v1', status: 429, times: 2 };
  expect(await call('POST', '/_local/faults', JSON.stringify(fault))).toEqual({ status: 204, body: undefined });
  expect(await call('DELETE', '/_local/faults')).toEqual({ status: 204, body: undefined });
  expect(calls).toEqual([['fail', { ...fault, method: 'POST' }], ['mend']]);
});

test.each([
  ['{', 'malformed_json', 'The body is not JSON'],
  ['[]', 'invalid', 'Send a JSON object'],
  ['null', 'invalid', 'Send a JSON object'],
  ['{}', 'invalid', 'Say what goes wrong: status, latencyMs or reset'],
  ['{"status":200}', 'invalid', 'status must be a status from 400 to 599'],
  ['{"status":"500"}', 'invalid', 'status must be a status from 400 to 599'],
  ['{"reset":"yes"}', 'invalid', 'reset must be true or false'],
  ['{"reset":true,"times":0}', 'invalid', 'times must be a number from 1'],
  ['{"reset":true,"path":"("}', 'invalid', 'path must be a regular expression'],
  ['{"latencyMs":-1}', 'invalid', 'latencyMs must be a number of milliseconds'],
  [
    '{"resett":true}',
    'invalid',
    'A fault has no resett; it has host, method, path, status, latencyMs, reset, afterwards, times',
  ],
])('the fault %s is refused', async (body, code, message) => {
  expect(await call('POST', '/_local/faults', body)).toEqual(refusal(400, code, message));
  expect(calls).toEqual([]);
});

test('the clock is moved on by seconds', async () => {
  const reply = await call('POST', '/_local/advance', '{"seconds":90}');
  expect(reply).toEqual({ status: 200, body: { now: '2026-11-20T07:00:00.000Z' } });
  expect(calls).toEqual([['advance', 90]]);
});

test.each(['{}', '{"seconds":-1}', '{"seconds":"90"}', '{"seconds":null}'])('the clock refuses %s', async (body) => {
  expect(await call('POST', '/_local/advance', body)).toEqual(
    refusal(400, 'invalid', 'seconds must be a number from 0'),
  );
});

test('sockets are cut, and requests, state, agents and executions can be read', async () => {
  expect((await call('POST', '/_local/drop')).status).toBe(204);
  expect((await call('GET', '/_local/requests')).body).toEqual({ requests: [] });
  expect((await call('GET', '/_local/state')).body).toEqual({ conversations: [] });
  expect((await call('GET', '/_local/agents')).body).toEqual({ agents: [{ workerSid: 'WK1' }] });
  expect((await call('GET', '/_local/executions')).body).toEqual({ executions: [{ conversationSid: 'all' }] });
  const one = await call('GET', '/_local/executions?conversationSid=CH1');
  expect(one.body).toEqual({ executions: [{ conversationSid: 'CH1' }] });
  expect((await call('GET', '/_local/functions')).body).toEqual({ url: 'http://127.0.0.1:3000' });
  expect(calls).toEqual([['drop']]);
});

test('an agent gets a token, and nobody else does', async () => {
  expect(await call('POST', '/_local/agents/WK1/token')).toEqual({
    status: 200,
    body: { token: 'jwt', flexInstanceSid: 'GO1' },
  });
  const message = 'There is no worker WK2; GET /_local/agents lists them';
  expect(await call('POST', '/_local/agents/WK2/token')).toEqual(refusal(404, 'worker_not_found', message));
});

test('a wrong method and a wrong path are named', async () => {
  const wrongMethod = refusal(405, 'method_not_allowed', '/_local/faults takes POST, DELETE, not GET');
  expect(await call('GET', '/_local/faults')).toEqual(wrongMethod);
  const wrongPath = refusal(404, 'not_found', 'The control API has no /_local/fault');
  expect(await call('GET', '/_local/fault')).toEqual(wrongPath);
});

test('a page of another site may use it neither by its Origin nor by a name that it pointed here', async () => {
  const host = refusal(403, 'foreign_host', 'The control API is for 127.0.0.1 and localhost alone');
  expect(await call('GET', '/_local/state', '', { host: 'rebound.example:4010' })).toEqual(host);
  const origin = refusal(403, 'foreign_origin', 'Pages of other sites may not use the control API');
  expect(await call('POST', '/_local/drop', '', { origin: 'https://evil.example' })).toEqual(origin);
  expect(await call('POST', '/_local/drop', '', { origin: 'null' })).toEqual(origin);
  expect(await call('GET', '/_local/state', '', { 'sec-fetch-site': 'cross-site' })).toEqual(origin);
  expect(calls).toEqual([]);
});

test('pages of this machine may use it', async () => {
  const headers = { host: 'localhost:4010', origin: 'http://127.0.0.1:3000' };
  expect((await call('POST', '/_local/drop', '', headers)).status).toBe(204);
});

test('other paths are left to others', async () => {
  expect((await call('GET', '/desktop')).status).toBe(418);
});
