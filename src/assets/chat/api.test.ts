import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChatApi } from './api';
import { ApiError } from './api-error';

type Answer = { status: number; body: unknown; headers?: Record<string, string> } | 'reset';

let server: http.Server;
let answers: Answer[];
let received: { path: string; body: unknown }[];
let waits: number[];
let api: ChatApi;

beforeEach(async () => {
  answers = [];
  received = [];
  waits = [];
  server = http.createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    received.push({ path: request.url ?? '', body: JSON.parse(text) });
    const answer = answers.shift();
    if (!answer || answer === 'reset') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  api = new ChatApi({ baseUrl, wait: async (milliseconds) => void waits.push(milliseconds) });
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

const failure = (status: number, code: string, headers?: Record<string, string>): Answer => ({
  status,
  headers,
  body: { error: { code, message: 'Try later.', requestId: 'r1' } },
});

test('sends JSON and gives back the answer', async () => {
  answers = [{ status: 200, body: { state: 'closed' } }];
  expect(await api.endConversation('s1')).toEqual({ state: 'closed' });
  expect(received).toEqual([{ path: '/conversation-end', body: { session: 's1' } }]);
});

test.each([
  ['a reset', 'reset' as const],
  ['a 503', failure(503, 'upstream_unavailable')],
  ['a 429', failure(429, 'too_many_requests')],
])('repeats the same request once after %s', async (_name, first) => {
  answers = [first, { status: 200, body: { conversationSid: 'CH1' } }];
  const request = { requestId: '3f8b1f0e-93a1-4a39-8a54-0d3c1b6b7c55', preEngagement: { topic: 'lamp' } };
  expect(await api.createConversation(request)).toEqual({ conversationSid: 'CH1' });
  expect(received).toEqual([
    { path: '/conversation-create', body: request },
    { path: '/conversation-create', body: request },
  ]);
  expect(waits).toHaveLength(1);
});

test('waits as long as Retry-After says', async () => {
  answers = [failure(429, 'too_many_chats', { 'retry-after': '2' }), { status: 200, body: {} }];
  await api.refreshToken('s1');
  expect(waits).toEqual([2000]);
});

test('does not wait for longer than five seconds: whoever looks at it is told instead', async () => {
  answers = [failure(429, 'too_many_chats', { 'retry-after': '6' }), { status: 200, body: {} }];
  await expect(api.refreshToken('s1')).rejects.toMatchObject({ code: 'too_many_chats', retryable: true });
  expect(waits).toEqual([]);
});

test('gives up after the second failure, with our code and the id for support', async () => {
  answers = [failure(503, 'upstream_unavailable'), failure(503, 'upstream_unavailable')];
  const error = await api.refreshToken('s1').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: 'upstream_unavailable', status: 503, requestId: 'r1', retryable: true });
});

test('does not repeat what will be refused again', async () => {
  answers = [failure(410, 'conversation_closed')];
  await expect(api.refreshToken('s1')).rejects.toMatchObject({ code: 'conversation_closed', retryable: false });
  expect(received).toHaveLength(1);
});

test('does not repeat a question about availability: the next poll asks again', async () => {
  answers = [failure(503, 'upstream_unavailable')];
  await expect(api.availability({ site: 'shop' })).rejects.toMatchObject({ status: 503 });
  expect(received).toEqual([{ path: '/availability', body: { site: 'shop' } }]);
});

test.each([403, 200])('an answer of %i that is not ours is no last word', async (status) => {
  const notOurs: Answer = { status, body: '<html>Welcome to our hotel</html>' };
  answers = [notOurs, notOurs];
  await expect(api.endConversation('s1')).rejects.toMatchObject({ code: 'bad_answer', status, retryable: true });
  expect(received).toHaveLength(2);
});

test('a server that nobody reaches is code network', async () => {
  answers = ['reset', 'reset'];
  await expect(api.endConversation('s1')).rejects.toMatchObject({ code: 'network', status: 0, retryable: true });
});
