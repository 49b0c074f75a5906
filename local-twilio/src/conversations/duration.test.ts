import { durationMs } from './duration';

test.each([
  ['PT1M', 60_000],
  ['PT10M', 600_000],
  ['P1D', 86_400_000],
  ['P1DT2H3M4S', 93_784_000],
  ['P2W', 1_209_600_000],
  ['PT1.5S', 1500],
])('%s lasts %i ms', (text, milliseconds) => expect(durationMs(text)).toBe(milliseconds));

test.each(['', 'P', 'PT', '10M', 'PT10', '600', 'PT-1M'])('"%s" is no duration', (text) => {
  expect(durationMs(text)).toBeUndefined();
});
