import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { servedText } from './assets';

const PHONE = 'http://127.0.0.1:3001/phone.html';
const PAGE = '<!doctype html><html><head><title>page</title></head><body></body></html>';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'assets-'));
  for (const name of ['assets', 'video']) mkdirSync(path.join(folder, name));
  for (const name of ['assets/index.html', 'index.html', 'outlet.html', 'video/index.html'])
    writeFileSync(path.join(folder, name), PAGE);
});

afterAll(() => rmSync(folder, { recursive: true }));

test('the customer page alone gets the button that opens the phone, where there is a phone', () => {
  const withButton = (urlPath: string, phoneUrl?: string) =>
    /<script src="([^"]*)" data-phone="([^"]*)" defer>/
      .exec(servedText(folder, urlPath, phoneUrl)?.text ?? '')
      ?.slice(1);
  expect(['/', '/index.html'].map((page) => withButton(page, PHONE))).toEqual([
    ['/__t/phone-button.js', PHONE],
    ['/__t/phone-button.js', PHONE],
  ]);
  expect(['/outlet.html', '/video/index.html'].map((page) => withButton(page, PHONE))).toEqual([undefined, undefined]);
  expect(withButton('/')).toBeUndefined();
  expect(servedText(folder, '/__t/phone-button.js', PHONE)?.text).toContain('Call us');
  expect(servedText(folder, '/__t/phone-button.js')).toBeUndefined();
});
