import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type FunctionsServer, startFunctionsServer } from './functions-server';

const AUTH_TOKEN = 'a'.repeat(32);
const ACCOUNT_SID = `AC${'1'.repeat(32)}`;

const FILES = {
  'functions/echo.js': 'exports.handler = (context, event, callback) => callback(null, event);',
  'functions/domain.js':
    'exports.handler = (context, event, callback) => callback(null, { domain: context.DOMAIN_NAME, token: context.AUTH_TOKEN ?? null });',
  'functions/counter.js':
    'let calls = 0; exports.handler = (context, event, callback) => callback(null, { calls: ++calls });',
  'functions/rejects.js': 'exports.handler = async () => { throw new Error("on purpose"); };',
  'functions/twice.js':
    'exports.handler = async (context, event, callback) => { callback(null, "first"); callback(null, "second"); };',
  'functions/studio/begin.protected.js':
    'exports.handler = (context, event, callback) => callback(null, { body: event.Body });',
  'functions/slow.js': `const https = require('node:https');
    exports.handler = (context, event, callback) => https.get('https://sync.twilio.com/slow', () => {
      console.log('slow is done'); callback(null, {});
    });`,
  'functions/writes.js':
    'exports.handler = (context, event, callback) => setImmediate(() => { console.warn("%s!", event.word); callback(null, {}); });',
  'functions/inside.private.js': 'exports.handler = (context, event, callback) => callback(null, "inside");',
  'functions/upstream.js': `const https = require('node:https');
    exports.handler = (context, event, callback) => https.get('https://sync.twilio.com/v1/Services', (reply) => {
      let text = ''; reply.on('data', (chunk) => { text += chunk; }); reply.on('end', () => callback(null, JSON.parse(text)));
    });`,
  'assets/assets/index.html': '<!doctype html><html><head><title>page</title></head><body></body></html>',
  'assets/index.html': '<!doctype html><html><head><title>page</title></head><body></body></html>',
  'assets/chat/chat.js': 'window.chat = 1;',
  'assets/chat/client.js': 'export const chat = 1;',
  'assets/chunks/late-ABC.js': 'export const late = 1;',
};

let dist: string;
const written: string[] = [];
let server: FunctionsServer;
let upstream: http.Server;

beforeAll(async () => {
  dist = mkdtempSync(path.join(os.tmpdir(), 'functions-server-'));
  for (const [name, text] of Object.entries(FILES)) write(name, text);
  upstream = http.createServer((request, response) => {
    const answer = () => response.end(JSON.stringify({ host: request.headers.host, url: request.url }));
    if (request.url === '/slow') upstream.emit('slow', answer);
    else answer();
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  server = await start();
});

const start = () =>
  startFunctionsServer({
    settings: () => ({
      environment: { ACCOUNT_SID },
      authToken: AUTH_TOKEN,
      twilioPort: (upstream.address() as AddressInfo).port,
    }),
    distFolder: dist,
    log: (level, line) => void written.push(`${level} ${line}`),
  });

afterAll(async () => {
  await server.stop();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
  rmSync(dist, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(dist, name)), { recursive: true });
  writeFileSync(path.join(dist, name), text);
}

const post = (name: string, body: string, headers: Record<string, string> = {}) =>
  fetch(server.url + name, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

const errorCode = async (response: Response) => [response.status, (await response.json()).error.code];

/** fetch refuses a GET with a body, and tidies paths up. */
const statusOf = (method: string, name: string, body = '') =>
  new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const headers = { 'content-length': String(body.length) };
    const request = http.request({ hostname, port, method, path: name, headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    request.on('error', reject);
    request.end(body);
  });

function signed(name: string, params: Record<string, string>, scheme = 'https') {
  const url = `${server.url.replace('http', scheme)}${name}`;
  const text = Object.keys(params)
    .sort()
    .reduce((joined, key) => joined + key + params[key], url);
  return {
    body: new URLSearchParams(params).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', AUTH_TOKEN).update(text).digest('base64'),
    },
  };
}

test('a Function gets the JSON body as its event', async () => {
  const response = await post('/echo?source=query', '{"name":"Ada","list":[1]}');
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ name: 'Ada', list: [1], source: 'query' });
});

test('a Function knows its domain and not the Auth Token', async () => {
  expect(await (await post('/domain', '{}')).json()).toEqual({ domain: new URL(server.url).host, token: null });
});

test.each(['{"name":', '"text"', '12', 'null'])('the body %s is refused as malformed', async (body) => {
  expect(await errorCode(await post('/echo', body))).toEqual([400, 'malformed_json']);
});

test('a body above 6 MB is refused', async () => {
  expect(await errorCode(await post('/echo', `{"name":"${'x'.repeat(6 * 1024 * 1024)}"}`))).toEqual([
    413,
    'body_too_large',
  ]);
});

test.each(['PUT', 'DELETE', 'PATCH'])('%s is refused', async (method) => {
  expect(await errorCode(await fetch(`${server.url}/echo`, { method }))).toEqual([405, 'method_not_allowed']);
});

test('GET with a body is refused', async () => {
  expect(await statusOf('GET', '/echo', '{}')).toBe(403);
});

test('more than 90 headers are refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 91 }, (_, index) => [`x-header-${index}`, 'value']));
  expect(await errorCode(await post('/echo', '{}', many))).toEqual([431, 'headers_too_large']);
});

test('a preflight is answered without the Function', async () => {
  const response = await fetch(`${server.url}/rejects`, { method: 'OPTIONS' });
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
});

test('an async Function that rejects answers 500 and the server lives on', async () => {
  expect((await post('/rejects', '{}')).status).toBe(500);
  expect((await post('/echo', '{}')).status).toBe(200);
});

test('a second callback is ignored', async () => {
  expect(await (await post('/twice', '{}')).text()).toBe('first');
});

test('what a Function writes with console is kept apart', async () => {
  await post('/writes', '{"word":"hello"}');
  expect(written).toEqual(['warn hello!']);
});

test('a private Function answers nobody', async () => {
  expect(await errorCode(await post('/inside', '{}'))).toEqual([403, 'private']);
});

test('a protected Function runs when the signature fits the registered https URL', async () => {
  const { body, headers } = signed('/studio/begin', { Body: 'Grüße & more' });
  const response = await post('/studio/begin', body, headers);
  expect([response.status, await response.json()]).toEqual([200, { body: 'Grüße & more' }]);
});

test('a protected Function refuses no signature, another body, and a signature over http', async () => {
  const good = signed('/studio/begin', { Body: 'one' });
  const overHttp = signed('/studio/begin', { Body: 'one' }, 'http');
  expect(await errorCode(await post('/studio/begin', '{}'))).toEqual([400, 'invalid_signature']);
  expect(await errorCode(await post('/studio/begin', 'Body=two', good.headers))).toEqual([400, 'invalid_signature']);
  expect(await errorCode(await post('/studio/begin', overHttp.body, overHttp.headers))).toEqual([
    400,
    'invalid_signature',
  ]);
});

test("a Function's HTTPS to twilio.com reaches the local Twilio with its Host header", async () => {
  expect(await (await post('/upstream', '{}')).json()).toEqual({ host: 'sync.twilio.com', url: '/v1/Services' });
});

test('what a page sends to /__t/ reaches the local Twilio as it is', async () => {
  const response = await fetch(`${server.url}/__t/mcs.us1.twilio.com/v1/Media?x=1`);
  expect(await response.json()).toMatchObject({ url: '/__t/mcs.us1.twilio.com/v1/Media?x=1' });
});

test.each(['/', '/index.html'])('the page %s gets the redirect first in its head', async (name) => {
  const html = await (await fetch(server.url + name)).text();
  expect(html).toContain('<head><script src="/__t/redirect.js"></script><title>page</title>');
});

test('nothing outside of the assets is served', async () => {
  write('outside.html', '<p>outside</p>');
  expect(await statusOf('GET', '/../outside.html')).toBe(404);
});

test('a classic script of the chat has the redirect in front of itself', async () => {
  const text = await (await fetch(`${server.url}/chat/chat.js?v=1`)).text();
  const redirect = await (await fetch(`${server.url}/__t/redirect.js`)).text();
  expect(text).toBe(`${redirect}window.chat = 1;`);
});

test('an entry module imports the redirect before everything else', async () => {
  const response = await fetch(`${server.url}/chat/client.js`);
  expect(await response.text()).toBe('import "/__t/redirect.mjs";\nexport const chat = 1;');
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test('other assets are served as they were built, to pages of their own origin alone', async () => {
  const response = await fetch(`${server.url}/chunks/late-ABC.js`);
  expect([await response.text(), response.headers.get('access-control-allow-origin')]).toEqual([
    'export const late = 1;',
    null,
  ]);
  expect((await fetch(`${server.url}/absent.js`)).status).toBe(404);
});

test('after a reload the new code runs, with fresh module state', async () => {
  expect(await (await post('/counter', '{}')).json()).toEqual({ calls: 1 });
  expect(await (await post('/counter', '{}')).json()).toEqual({ calls: 2 });
  write('functions/counter.js', FILES['functions/counter.js'].replace('calls: ++calls', 'again: ++calls'));
  server.reload();
  expect(await (await post('/counter', '{}')).json()).toEqual({ again: 1 });
});

test('a Function whose caller has gone away runs to its end before the server stops', async () => {
  const another = await start();
  const arrived = once(upstream, 'slow');
  const request = http.request(`${another.url}/slow`, { method: 'POST' }).on('error', () => undefined);
  request.end();
  const [answer] = await arrived;
  request.destroy();
  const stopped = another.stop();
  written.splice(0);
  answer();
  await stopped;
  expect(written).toEqual(['log slow is done']);
});
