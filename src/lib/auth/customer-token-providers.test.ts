import * as v from 'valibot';
import { CustomerTokenProviders } from './customer-token-providers';

const parse = (text: string) => v.safeParse(CustomerTokenProviders, text);
const problem = (text: string) => parse(text).issues?.map(({ message }) => message);

const FORMAT = 'must be issuer|audience or issuer|audience|keys, with commas between';
const UNSAFE = 'must have https addresses without a password (http only on 127.0.0.1 or localhost)';

test('README example: two log-in services, one of them with its keys elsewhere', () => {
  const text = 'https://login.example/|chat, https://other.example|web mobile|https://other.example/oauth/keys';
  expect(parse(text).output).toEqual([
    {
      issuer: 'https://login.example/',
      audiences: ['chat'],
      keysUrl: new URL('https://login.example/.well-known/jwks.json'),
    },
    {
      issuer: 'https://other.example',
      audiences: ['web', 'mobile'],
      keysUrl: new URL('https://other.example/oauth/keys'),
    },
  ]);
});

test('the keys of an issuer with a path are below that path', () => {
  const [provider] = v.parse(CustomerTokenProviders, 'https://login.example/tenant/1|chat');
  expect(provider?.keysUrl.href).toBe('https://login.example/tenant/1/.well-known/jwks.json');
});

test.each(['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000'])(
  'on the own machine, %s needs no TLS',
  (issuer) => {
    expect(parse(`${issuer}|chat`).success).toBe(true);
  },
);

test.each([
  ['', FORMAT],
  ['https://login.example', FORMAT],
  ['https://login.example|', FORMAT],
  ['https://login.example| |https://login.example/keys', FORMAT],
  ['https://login.example|a|https://login.example/keys|b', FORMAT],
  ['https://login.example|a,', FORMAT],
  ['login.example|a', UNSAFE],
  ['http://login.example|a', UNSAFE],
  ['https://user:word@login.example|a', UNSAFE],
  ['https://login.example|a|http://login.example/keys', UNSAFE],
  ['https://login.example|a|file:///etc/passwd', UNSAFE],
  ['https://login.example|a|', UNSAFE],
  ['https://login.example?x=1|a', 'must name issuers without a query or fragment'],
  [
    'https://a.example|a,https://a.example|b',
    'must name each issuer once; several audiences stand with spaces between',
  ],
])('%p is refused: %s', (text, message) => {
  expect(problem(text)).toEqual([message]);
});

test('keys may have a query', () => {
  expect(parse('https://a.example|a|https://a.example/keys?p=signin').success).toBe(true);
});
