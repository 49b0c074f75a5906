import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { servePages } from './serve-pages';

let server: http.Server;
let url: string;

beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    if (!(await servePages(request, response))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test('serves the desktop at / with or without a chosen agent, and allows nothing from outside', async () => {
  for (const path of ['/', '/?agent=alice']) {
    const response = await fetch(url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
    expect(await response.text()).toContain('<agent-app>');
  }
});

test('lets the Functions’ own domain in, if it is known, and nobody else', async () => {
  const { port } = server.address() as AddressInfo;
  const policy = async (functionsUrl?: string) => {
    const knowing = http.createServer((request, response) => void servePages(request, response, functionsUrl));
    await new Promise<void>((resolve) => knowing.listen(0, '127.0.0.1', resolve));
    const response = await fetch(`http://127.0.0.1:${(knowing.address() as AddressInfo).port}/`);
    await new Promise((resolve) => knowing.close(resolve));
    return response.headers.get('content-security-policy');
  };
  const strict = (await fetch(`http://127.0.0.1:${port}/`)).headers.get('content-security-policy');
  expect(await policy()).toBe(strict);
  expect(await policy('http://127.0.0.1:3000/')).toBe(
    `${strict}; script-src 'self' http://127.0.0.1:3000; connect-src 'self' http://127.0.0.1:3000 ws://127.0.0.1:3000`,
  );
});

test('serves the phone, which the customer page may show inside of itself, and no other site', async () => {
  const framing = async (functionsUrl?: string) => {
    const knowing = http.createServer((request, response) => void servePages(request, response, functionsUrl));
    await new Promise<void>((resolve) => knowing.listen(0, '127.0.0.1', resolve));
    const response = await fetch(`http://127.0.0.1:${(knowing.address() as AddressInfo).port}/phone.html`);
    await new Promise((resolve) => knowing.close(resolve));
    expect(await response.text()).toContain('<local-phone>');
    return /frame-ancestors ([^;]*)/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
  };
  expect(await framing()).toBe("'none'");
  expect(await framing('http://127.0.0.1:3000/')).toBe("'self' http://127.0.0.1:3000 http://localhost:3000");
  const script = await fetch(`${url}/phone.js`);
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(await script.text()).toContain('local-phone');
});

test('nothing in the page is inline', async () => {
  const html = await (await fetch(url)).text();
  expect(html).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=/);
});

test('bundles the script with the unmodified SDKs', async () => {
  const response = await fetch(`${url}/desktop.js`);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const script = await response.text();
  expect(script).toContain('TWILSOCK V3.0');
  expect(script).toContain('reservation.created');
});

test.each([
  ['GET', '/nothing'],
  ['GET', '/toString'],
  ['GET', '/desktop.ts'],
  ['POST', '/'],
])('%s %s is not a page', async (method, path) => {
  expect((await fetch(url + path, { method })).status).toBe(404);
});
