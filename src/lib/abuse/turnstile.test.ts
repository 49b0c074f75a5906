import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusal } from '../testing/refusal';
import { type TurnstileSettings, turnstile } from './turnstile';

const PASSED = { success: true, 'error-codes': [], hostname: 'shop.example', action: 'flex-chat', challenge_ts: 'now' };
const FAILED = [403, 'challenge_failed'];
const UNAVAILABLE = [503, 'challenge_unavailable'];

let cloudflare: Server;
let asked: Record<string, unknown>[];
let answer: { status: number; body: string } | 'silence';

beforeEach(async () => {
  asked = [];
  answers(PASSED);
  cloudflare = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    asked.push(JSON.parse(text));
    if (answer !== 'silence') response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => cloudflare.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  cloudflare.closeAllConnections();
  await new Promise((resolve) => cloudflare.close(resolve));
});

const answers = (body: object, status = 200) => {
  answer = { status, body: JSON.stringify(body) };
};

function verify(chat = 'chat_1', settings: Partial<TurnstileSettings> = {}) {
  return turnstile({
    secret: 'secret-key',
    siteKey: 'site-key',
    hostnames: ['shop.example', 'www.shop.example'],
    remaining: () => 5000,
    verifyUrl: `http://127.0.0.1:${(cloudflare.address() as AddressInfo).port}/turnstile/v0/siteverify`,
    ...settings,
  }).verify({ text: 'token', chat });
}

test('README example: the token goes to Cloudflare with our secret, and nothing is left to claim', async () => {
  expect(await verify()).toBeUndefined();
  expect(asked).toEqual([{ secret: 'secret-key', response: 'token', idempotency_key: expect.any(String) }]);
});

test('the page gets the public key and the action', async () => {
  const challenge = turnstile({ secret: 's', siteKey: 'site-key', hostnames: [], remaining: () => 1 });
  expect(await challenge.forPage()).toEqual({ provider: 'turnstile', siteKey: 'site-key', action: 'flex-chat' });
});

test('a repeat for the same chat has the same key, another chat has another: a UUID each', async () => {
  await verify('chat_1');
  await verify('chat_1');
  await verify('chat_2');
  const [first, again, other] = asked.map(({ idempotency_key }) => String(idempotency_key));
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test.each([
  ['Cloudflare refuses it', { success: false, 'error-codes': ['invalid-input-response'] }],
  ['it was used or is old', { success: false, 'error-codes': ['timeout-or-duplicate'] }],
  ['it is refused without a reason', { success: false }],
  ['it was made on a page of somebody else', { ...PASSED, hostname: 'evil.example' }],
  ['nobody says where it was made', { ...PASSED, hostname: undefined }],
  ['it was made for another form', { ...PASSED, action: 'login' }],
  ['it was made for no form', { ...PASSED, action: '' }],
])('a token is refused when %s', async (_, body) => {
  answers(body);
  expect(await refusal(verify())).toEqual(FAILED);
});

test('a refusal may come with a status of its own', async () => {
  answers({ success: false, 'error-codes': ['invalid-input-response'] }, 400);
  expect(await refusal(verify())).toEqual(FAILED);
});

test.each(['missing-input-secret', 'invalid-input-secret'])('%s is a mistake of ours that names it', async (code) => {
  answers({ success: false, 'error-codes': [code] });
  const attempt = verify();
  expect(await refusal(attempt)).toEqual([500, 'config_invalid']);
  await expect(attempt).rejects.toThrow('TURNSTILE_SECRET');
});

test.each([
  ['says that it has failed itself', { success: false, 'error-codes': ['internal-error'] }, 200],
  ['answers something else', { ok: true }, 200],
  ['answers an error', {}, 502],
])('when Cloudflare %s, nobody is refused for it', async (_, body, status) => {
  answers(body, status);
  expect(await refusal(verify())).toEqual(UNAVAILABLE);
});

test('a page instead of a verdict is none', async () => {
  answer = { status: 200, body: '<!doctype html>' };
  expect(await refusal(verify())).toEqual(UNAVAILABLE);
});

test('silence ends with the time of the request', async () => {
  answer = 'silence';
  expect(await refusal(verify('chat_1', { remaining: () => 30 }))).toEqual(UNAVAILABLE);
});

test('an address that cannot be reached is no fault of the visitor', async () => {
  const unreachable = verify('chat_1', { verifyUrl: 'http://127.0.0.1:1/' });
  expect(await refusal(unreachable)).toEqual(UNAVAILABLE);
});
