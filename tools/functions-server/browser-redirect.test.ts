import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { launchBrowser, type TestBrowser } from '../../test/testing/browser';
import { type House, startHouse } from '../../test/testing/house';

let house: House;
let browser: TestBrowser;
/** A developer's own page, on another port and with a strict Content-Security-Policy. */
let shop: http.Server;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse({ unchecked: () => true }), launchBrowser()]);
  const policy = [
    "default-src 'none'",
    `script-src ${house.url}`,
    `connect-src ${house.url} ${house.url.replace('http', 'ws')}`,
  ].join('; ');
  shop = http.createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
    response.end(`<!doctype html><title>shop</title><script src="${house.url}/chat/default.js" defer></script>`);
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await house?.stop();
  shop?.closeAllConnections();
  await new Promise((resolve) => shop?.close(resolve));
});

/** What each way of asking Twilio answers in this page. */
const askTwilio = (page: Page) =>
  page.evaluate(async () => {
    const url = 'https://conversations.twilio.com/v1/Nothing';
    const byFetch = await fetch(url);
    const byRequest = await fetch(new Request(url, { method: 'POST', body: 'A=1' }));
    const byXhr = await new Promise<number>((resolve) => {
      const request = new XMLHttpRequest();
      request.open('GET', url);
      request.onloadend = () => resolve(request.status);
      request.send();
    });
    const bySocket = await new Promise<string>((resolve) => {
      const socket = new WebSocket('wss://tsock.us1.twilio.com/v3/wsconnect?x=1');
      socket.onopen = () => resolve(socket.url);
      socket.onerror = () => resolve('refused');
    });
    return { fetch: [byFetch.status, byFetch.url], request: byRequest.status, xhr: byXhr, socket: bySocket };
  });

test.each(['our own page', 'a page of another origin with a strict policy'])(
  'what %s sends to twilio.com reaches the local Twilio',
  async (which) => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(which === 'our own page' ? house.url : `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => customElements.get('flex-chat') !== undefined);
    expect(await askTwilio(page)).toEqual({
      fetch: [501, `${house.url}/__t/conversations.twilio.com/v1/Nothing`],
      request: 501,
      xhr: 501,
      socket: `${house.url.replace('http', 'ws')}/__t/tsock.us1.twilio.com/v3/wsconnect?x=1`,
    });
    expect([errors, browser.outside]).toEqual([[], []]);
  },
);
