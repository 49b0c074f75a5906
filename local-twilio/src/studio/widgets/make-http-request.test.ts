import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { signature } from '../../webhooks/signature';
import { flowOf, Stage, type StageOptions, state, steps } from '../testing/stage';

interface Received {
  method: string;
  path: string;
  type: string;
  body: string;
  headers: http.IncomingHttpHeaders;
}

const received: Received[] = [];
/** Undefined: it never answers. */
let reply: { status?: number; type?: string; body?: string } | undefined;
let server: http.Server;
let address: string;
let stage: Stage;

beforeEach(async () => {
  received.length = 0;
  reply = { body: '{"id":7}', type: 'application/json' };
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      received.push({ method, path: url, type: headers['content-type'] ?? '', body, headers });
      if (!reply) return void stage.kernel.clock.advance(10_000);
      response.writeHead(reply.status ?? 200, reply.type ? { 'content-type': reply.type } : {});
      response.end(reply.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await stage.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const POST_JSON = { method: 'POST', content_type: 'application/json;charset=utf-8' };
const POST_FORM = { method: 'POST', content_type: 'application/x-www-form-urlencoded;charset=utf-8' };

/** Runs the widget once; the last step as `widget:event`. */
async function ask(properties: Record<string, unknown> = {}, options: StageOptions = {}): Promise<string | undefined> {
  const widget = state(
    'ask',
    'make-http-request',
    { method: 'GET', url: `${address}/orders`, ...properties },
    {
      success: undefined,
      failed: undefined,
    },
  );
  stage = await new Stage({ own: flowOf(widget), ...options }).start();
  return steps(await stage.say('Hello "Ada"', 'own')).at(-1);
}
const outputs = () => stage.studio.executions()[0]?.steps.at(-1)?.context.widgets.ask;
const problems = () => stage.studio.executions()[0]?.problems.map(({ code, message }) => `${code} ${message}`);
const signed = (path: string, params: Record<string, string> = {}) =>
  signature(stage.kernel.account.authToken, address + path, params);

test('a GET sends its parameters in the query, signed, and leaves the answer', async () => {
  const parameters = [{ key: 'text', value: '{{trigger.conversation.Body}}' }];
  expect(await ask({ url: `${address}/orders?page=1`, parameters })).toBe('ask:success');
  const path = '/orders?page=1&text=Hello+%22Ada%22';
  expect(received).toMatchObject([{ method: 'GET', path, body: '' }]);
  expect(received[0]?.headers['x-twilio-signature']).toBe(signed(path));
  expect(outputs()).toEqual({
    status_code: 200,
    content_type: 'application/json',
    body: '{"id":7}',
    parsed: { id: 7 },
  });
});

test('a POST sends its parameters as a form, signed with them', async () => {
  await ask({ ...POST_FORM, parameters: [{ key: 'text', value: 'ä' }] });
  expect(received).toMatchObject([{ method: 'POST', path: '/orders', body: 'text=%C3%A4' }]);
  expect(received[0]?.type).toBe('application/x-www-form-urlencoded; charset=utf-8');
  expect(received[0]?.headers['x-twilio-signature']).toBe(signed('/orders', { text: 'ä' }));
});

test('a POST sends a body of its own, through Liquid', async () => {
  await ask({ ...POST_JSON, body: '{"text":{{trigger.conversation.Body | to_json}}}' });
  expect(received[0]).toMatchObject({ type: 'application/json;charset=utf-8', body: '{"text":"Hello \\"Ada\\""}' });
  expect(received[0]?.headers['x-twilio-signature']).toBe(signed('/orders'));
  await stage.stop();
  await ask({ ...POST_FORM, body: 'a=1&b=2' });
  expect(received[1]).toMatchObject({ body: 'a=1&b=2' });
  expect(received[1]?.headers['x-twilio-signature']).toBe(signed('/orders', { a: '1', b: '2' }));
});

test('the hash of a JSON body may be part of what is signed (assumption)', async () => {
  await ask({ ...POST_JSON, body: '{}' }, { assumptions: { httpRequestSignsJson: true } });
  const hash = createHash('sha256').update('{}').digest('hex');
  expect(received[0]?.path).toBe(`/orders?bodySHA256=${hash}`);
  expect(received[0]?.headers['x-twilio-signature']).toBe(signed(`/orders?bodySHA256=${hash}`));
});

test.each([
  [false, '/orders', 1],
  [true, '/orders?a=1', 0],
])('parameters beside a body are sent: %s', async (httpRequestSendsParametersWithBody, path, told) => {
  const parameters = [{ key: 'a', value: '1' }];
  await ask({ ...POST_JSON, body: '{}', parameters }, { assumptions: { httpRequestSendsParametersWithBody } });
  expect(received).toMatchObject([{ path, body: '{}' }]);
  expect(problems()).toHaveLength(told);
});

test('credentials of the URL or of the account are sent', async () => {
  const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  await ask({ url: `${address.replace('//', '//ada:b%20c@')}/orders` });
  expect(received[0]?.headers.authorization).toBe(basic('ada', 'b c'));
  await stage.stop();
  await ask({ add_twilio_auth: true });
  expect(received[1]?.headers.authorization).toBe(
    basic(stage.kernel.account.accountSid, stage.kernel.account.authToken),
  );
});

test.each([
  ['application/json', false, true],
  ['application/json; charset=utf-8', false, false],
  ['application/json; charset=utf-8', true, true],
  ['text/plain', true, false],
])('an answer of the type %s is parsed (with a charset: %s): %s', async (type, httpRequestParsesCharset, parsed) => {
  reply = { type, body: '{"id":7}' };
  expect(await ask({}, { assumptions: { httpRequestParsesCharset } })).toBe('ask:success');
  expect(outputs()).toMatchObject({ content_type: type, body: '{"id":7}' });
  expect(outputs()?.parsed).toEqual(parsed ? { id: 7 } : undefined);
});

test.each([
  [204, false, 'success'],
  [302, false, 'failed'],
  [302, true, 'success'],
  [404, true, 'failed'],
  [500, false, 'failed'],
])('status %i (redirects are taken: %s) takes %s and keeps the answer', async (status, redirects, event) => {
  reply = { status };
  expect(await ask({}, { assumptions: { httpRequestTakesRedirects: redirects } })).toBe(`ask:${event}`);
  expect(outputs()).toEqual({ status_code: status, content_type: '', body: '' });
  expect(problems()).toEqual(event === 'failed' ? [`81016 The HTTP request was answered ${status}`] : []);
});

test('no answer within ten seconds of the clock fails, and leaves nothing', async () => {
  reply = undefined;
  expect(await ask()).toBe('ask:failed');
  expect(outputs()).toBeUndefined();
  expect(problems()).toEqual(['81016 The HTTP request got no answer: No answer within 10000 ms']);
});

test('an answer of more than 64 kB fails', async () => {
  reply = { body: 'x'.repeat(65_537) };
  expect(await ask()).toBe('ask:failed');
  expect(problems()).toEqual(['81016 The answer has 65537 bytes, more than 65536']);
});

test.each([
  ['a URL that is none', { url: '{{flow.variables.nothing}}' }, '81014 "" is not a URL'],
  [
    'a reserved parameter',
    { parameters: [{ key: 'method', value: 'x' }] },
    '81014 A parameter may not be called "method"',
  ],
])('%s fails, and nobody is called', async (_, properties, problem) => {
  expect(await ask(properties)).toBe('ask:failed');
  expect(problems()).toEqual([problem]);
  expect(received).toEqual([]);
});

test('nobody outside is called, and the developer hears of it', async () => {
  expect(await ask({ url: 'https://api.example.com/orders' })).toBe('ask:failed');
  const why = 'https://api.example.com is not called: the local Twilio calls nobody outside';
  expect(problems()).toEqual([`81014 ${why}`]);
  expect(stage.said).toEqual([`Studio, widget "ask": ${why}. It takes "failed"`]);
  expect(stage.requests.all()).toEqual([]);
});

test('somebody else may answer in the place of whoever is named', async () => {
  const widget = state('ask', 'make-http-request', { method: 'GET', url: 'https://api.example.com/orders' }, {});
  stage = await new Stage({ own: flowOf(widget) }).start();
  stage.studio.answerCalls(async ({ url }) => ({ status: 200, contentType: 'text/plain', body: url.pathname }));
  await stage.say('Hello', 'own');
  expect(outputs()).toEqual({ status_code: 200, content_type: 'text/plain', body: '/orders' });
});
