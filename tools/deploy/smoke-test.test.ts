import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LocalTwilio, startLocalTwilio } from '../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import { smokeTest } from './smoke-test';

const DOMAIN = 'flex-handoff-1234-dev.twil.io';
const SHOP = 'https://shop.example';

let twilio: LocalTwilio;
let functions: Server;
/** What the Functions do otherwise than they should. */
let fault: { commits?: string[]; unsigned?: number; origin?: string; status?: number; body?: string };

beforeEach(async () => {
  fault = {};
  twilio = await startLocalTwilio();
  functions = createServer(({ url = '', headers: { origin = '' } }, response) => answer(url, origin, response));
  await new Promise<void>((resolve) => functions.listen(0, '127.0.0.1', resolve));
  twilio.domains.serve(DOMAIN, `http://127.0.0.1:${(functions.address() as AddressInfo).port}`);
});

afterEach(async () => {
  functions.closeAllConnections();
  functions.close();
  await twilio.stop();
});

function answer(url: string, origin: string, response: ServerResponse): void {
  if (url === '/version') {
    const [commit = 'c1', ...later] = fault.commits ?? [];
    if (later.length > 0) fault.commits = later;
    response.end(fault.body ?? JSON.stringify({ commit }));
  } else if (url === '/availability') {
    const allowed = fault.origin ?? (origin === SHOP ? SHOP : undefined);
    if (allowed) response.setHeader('access-control-allow-origin', allowed);
    response.writeHead(allowed ? (fault.status ?? 200) : 403);
    response.end('{}');
  } else {
    response.writeHead(fault.unsigned ?? 403);
    response.end();
  }
}

const smoke = (patienceMs = 0) =>
  runWithTwilioPort(twilio.port, () => smokeTest({ domain: DOMAIN, commit: 'c1', origin: SHOP, patienceMs }));

test('Functions that are as they should be pass, and every check is named', async () => {
  expect(await smoke()).toEqual({
    did: `/version answers with this commit; an unsigned call to /webhook is refused; an unsigned call to /studio/handoff-begin is refused; pages of ${SHOP} may use the chat; pages of others may not`,
  });
});

test.each([
  ['another build', { commits: ['c0'] }, '/version answers with this commit: it answered 200, commit c0 instead of c1'],
  ['no JSON', { body: '<html>' }, /\/version answers with this commit: .*JSON/],
  ['a protected Function that is open', { unsigned: 200 }, 'an unsigned call to /webhook is refused: it answered 200'],
  [
    'a protected Function that fails',
    { unsigned: 500 },
    'an unsigned call to /studio/handoff-begin is refused: it answered 500',
  ],
  ['CORS for everybody', { origin: '*' }, 'pages of others may not: it answered 200, access-control-allow-origin *'],
  ['an answer that fails', { status: 500 }, `pages of ${SHOP} may use the chat: it answered 500`],
])('%s is found', async (_, found, message) => {
  fault = found;
  await expect(smoke()).rejects.toThrow(message);
});

test('what is not at every edge of Twilio yet is waited for', async () => {
  fault = { commits: ['c0', 'c1'] };
  await expect(smoke(5000)).resolves.toMatchObject({ did: expect.stringContaining('/version') });
});

test('a domain that nobody serves fails every check', async () => {
  twilio.domains.leave(DOMAIN);
  await expect(smoke()).rejects.toThrow(/\/version answers[\s\S]*it answered 404[\s\S]*pages of others may not/);
});
