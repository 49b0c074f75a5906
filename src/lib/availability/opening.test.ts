import { outletSite } from '../../sites/outlet';
import type { Site } from '../../sites/site';
import { openingOf } from './opening';

const at = (text: string) => Date.parse(text);
const always: Site = { ...outletSite, hours: 'always' };
const MONDAY = at('2026-11-23T10:00:00Z');
const SUNDAY = at('2026-11-22T10:00:00Z');

test('README example: by the hours alone', () => {
  expect(openingOf(outletSite, undefined, MONDAY)).toEqual({ open: true });
  expect(openingOf(outletSite, undefined, SUNDAY)).toEqual({ open: false, opensAt: '2026-11-23T08:00:00.000Z' });
});

test('closed by hand until a moment at which it is open', () => {
  const closing = { until: at('2026-12-01T12:30:00Z') };
  expect(openingOf(outletSite, closing, MONDAY)).toEqual({ open: false, opensAt: '2026-12-01T12:30:00.000Z' });
  expect(openingOf(always, closing, MONDAY)).toEqual({ open: false, opensAt: '2026-12-01T12:30:00.000Z' });
});

test('closed by hand until a moment at which it is closed anyway: the opening after that, over the holidays', () => {
  const closing = { until: at('2026-12-24T20:00:00Z') };
  expect(openingOf(outletSite, closing, MONDAY)).toEqual({ open: false, opensAt: '2026-12-28T08:00:00.000Z' });
});

test('closed by hand until somebody opens it: nothing is promised', () => {
  expect(openingOf(outletSite, {}, MONDAY)).toEqual({ open: false });
  expect(openingOf(outletSite, {}, SUNDAY)).toEqual({ open: false });
});

test('never open again: nothing is promised', () => {
  const never: Site = { ...outletSite, hours: { timeZone: 'UTC', week: {} } };
  expect(openingOf(never, undefined, MONDAY)).toEqual({ open: false });
  expect(openingOf(never, { until: SUNDAY }, MONDAY)).toEqual({ open: false });
});
