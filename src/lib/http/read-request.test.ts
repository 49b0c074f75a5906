import { RequestError } from './errors';
import { readRequest } from './read-request';

const JSON_TYPE = { 'content-type': 'application/json' };

function refusal(event: object, byTwilio = false): [number, string] {
  try {
    readRequest(event, byTwilio);
  } catch (error) {
    if (error instanceof RequestError) return [error.status, error.code];
    throw error;
  }
  throw new Error('Nothing was refused');
}

test('README example: fields and origin, without what the platform put in', () => {
  const request = { headers: { ...JSON_TYPE, origin: 'https://shop.example' }, cookies: {} };
  expect(readRequest({ request, session: 'abc', locale: 'en' }, false)).toEqual({
    origin: 'https://shop.example',
    fields: { session: 'abc', locale: 'en' },
  });
});

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'Application/JSON',
])('takes Content-Type %s', (type) => {
  const request = { headers: { 'content-type': type }, cookies: {} };
  expect(readRequest({ request, a: 1 }, false)).toEqual({ origin: undefined, fields: { a: 1 } });
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'application/json-patch+json', ''])(
  'refuses Content-Type %p, which a page can send without a preflight',
  (type) => {
    expect(refusal({ request: { headers: { 'content-type': type }, cookies: {} } })).toEqual([
      415,
      'content_type_not_json',
    ]);
  },
);

test('no Content-Type: that was a GET', () => {
  expect(refusal({ request: { headers: {}, cookies: {} } })).toEqual([405, 'method_not_allowed']);
  expect(refusal({})).toEqual([405, 'method_not_allowed']);
});

test.each([
  ['text', 'request'],
  ['null', null],
  ['a number', 1],
  ['a list', [{ headers: JSON_TYPE, cookies: {} }]],
  ['an object without headers', {}],
  ['headers that are text', { headers: 'origin: https://shop.example', cookies: {} }],
  ['headers that are a list', { headers: [], cookies: {} }],
  ['no cookies, which the platform always gives', { headers: JSON_TYPE }],
  ['cookies that are null', { headers: JSON_TYPE, cookies: null }],
])('a field `request` that is %s comes from the caller', (_, request) => {
  expect(refusal({ request })).toEqual([400, 'request_forged']);
  expect(refusal({ request }, true)).toEqual([400, 'request_forged']);
});

test('a header that was sent twice or is no text does not count', () => {
  const headers = { ...JSON_TYPE, origin: ['https://shop.example', 'https://evil.example'] };
  expect(readRequest({ request: { headers, cookies: {} } }, false).origin).toBeUndefined();
});

test('inherited properties are not input', () => {
  const event = Object.create({ session: 'inherited' }) as object;
  Object.assign(event, { request: { headers: JSON_TYPE, cookies: {} }, site: 'default' });
  expect(readRequest(event, false).fields).toEqual({ site: 'default' });
});

test('a field __proto__ reaches no prototype', () => {
  const event = JSON.parse('{"__proto__":{"admin":true},"site":"default"}') as object;
  const { fields } = readRequest(event, true);
  expect(Object.keys(fields)).toEqual(['__proto__', 'site']);
  expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  expect('admin' in fields).toBe(false);
});

test('Twilio sends forms, and its Origin does not count', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://shop.example' };
  expect(readRequest({ request: { headers, cookies: {} }, EventType: 'x' }, true)).toEqual({
    origin: undefined,
    fields: { EventType: 'x' },
  });
});
