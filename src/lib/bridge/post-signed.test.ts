import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { START } from '../testing/clock';
import { postSigned } from './post-signed';

const NEW = 'new-secret-of-thirty-two-characters';
const OLD = 'old-secret-of-thirty-two-characters';

interface Received {
  method: string | undefined;
  headers: http.IncomingHttpHeaders;
  body: string;
}

let server: http.Server;
let answer: (response: http.ServerResponse) => void;
const received: Received[] = [];

beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString('utf8');
    received.push({ method: request.method, headers: request.headers, body });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => received.splice(0));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/news`;
const post = (body = '{"text":"ä"}', timeoutMs = 3000) =>
  postSigned({ url: url(), secrets: [NEW, OLD] }, body, START, timeoutMs);
const status = (code: number, headers: http.OutgoingHttpHeaders = {}) => {
  answer = (response) => void response.writeHead(code, headers).end('anything');
};

test('README example: JSON, signed with the newest key', async () => {
  status(204);
  expect(await post()).toBe('taken');
  const time = START / 1000;
  const digest = createHmac('sha256', NEW).update(`${time}.{"text":"ä"}`).digest('hex');
  expect(received).toEqual([{ method: 'POST', headers: expect.anything(), body: '{"text":"ä"}' }]);
  expect(received[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-flex-handoff-signature': `t=${time},v1=${digest}`,
  });
});

test.each([
  [200, 'taken'],
  [204, 'taken'],
  [400, 'refused'],
  [401, 'refused'],
  [500, 'refused'],
  [503, 'refused'],
])('%i: %s', async (code, outcome) => {
  status(code);
  expect(await post()).toBe(outcome);
});

test('a redirect is not followed', async () => {
  status(307, { location: url() });
  expect(await post()).toBe('refused');
  expect(received).toHaveLength(1);
});

test('no answer in time', async () => {
  answer = () => undefined;
  expect(await post('{}', 50)).toBe('silent');
});

test('a cut connection takes nothing', async () => {
  answer = (response) => response.destroy();
  expect(await post()).toBe('refused');
});
