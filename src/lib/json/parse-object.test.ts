import { parseObject } from './parse-object';

test('README example: an object is an object', () => {
  expect(parseObject('{"a":1,"b":{"c":[2]}}')).toEqual({ a: 1, b: { c: [2] } });
});

test.each(['', 'null', 'true', '1', '"text"', '[1]', '{', '{a:1}', 'undefined', '{"a":1}x', '\u0000'])(
  '%p is no object: an empty one',
  (json) => {
    expect(parseObject(json)).toEqual({});
  },
);

test('a key __proto__ reaches no prototype', () => {
  const parsed = parseObject('{"__proto__":{"admin":true}}');
  expect('admin' in parsed).toBe(false);
});
