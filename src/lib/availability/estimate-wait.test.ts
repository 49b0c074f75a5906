import { estimateWait } from './estimate-wait';
import type { QueueSnapshot } from './queue-snapshot';

const busy: QueueSnapshot = {
  takenAt: 0,
  available: false,
  staffed: true,
  waiting: 4,
  acceptedRecently: 9,
  order: ['CH1', 'CH2', 'CH3', 'CH4'],
};

test('README example: nine were accepted in a quarter of an hour, one every 100 seconds', () => {
  expect(estimateWait(busy)).toBe(500);
  expect(estimateWait(busy, 1)).toBe(100);
  expect(estimateWait(busy, 4)).toBe(400);
});

test.each<[string, Partial<QueueSnapshot>, number | null]>([
  ['somebody has room and nobody waits', { available: true, waiting: 0, order: [] }, 0],
  ['somebody has room and the only one is just being offered', { available: true, waiting: 1, order: [] }, 0],
  ['nobody is there', { staffed: false }, null],
  ['nobody is there and nobody waits', { staffed: false, waiting: 0, order: [] }, null],
  ['nothing was accepted lately', { acceptedRecently: 0 }, null],
  ['everybody has their hands full and nobody waits', { waiting: 0, order: [] }, 100],
  ['whether somebody is there is not known', { staffed: null }, null],
  ['how many wait is not known', { waiting: null }, null],
  ['how many were accepted is not known', { acceptedRecently: null }, null],
  ['whether somebody has room is not known', { available: null }, 500],
  ['seconds are whole ones', { acceptedRecently: 7 }, 643],
])('%s', (_, changes, seconds) => {
  expect(estimateWait({ ...busy, ...changes })).toBe(seconds);
});
