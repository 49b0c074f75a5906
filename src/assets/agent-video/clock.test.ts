import { clock } from './clock';

test.each([
  [0, '0:00'],
  [125_999, '2:05'],
  [3_600_000, '1:00:00'],
  [3_725_000, '1:02:05'],
  [-5, '0:00'],
])('%s ms is said as %s', (milliseconds, said) => {
  expect(clock(milliseconds)).toBe(said);
});
