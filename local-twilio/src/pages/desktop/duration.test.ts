import { clockDuration } from './duration';

test.each([
  [0, '0:00'],
  [-5000, '0:00'],
  [65_000, '1:05'],
  [3_599_000, '59:59'],
  [3_665_000, '1:01:05'],
])('%d ms are %s', (milliseconds, text) => {
  expect(clockDuration(milliseconds)).toBe(text);
});
