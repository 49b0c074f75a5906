import { Clock } from '../testing/clock';
import { Deadline } from './deadline';

test('README example: a request has eight seconds, and less as they pass', () => {
  const clock = new Clock();
  const deadline = new Deadline(8000, clock.now);
  expect(deadline.remaining()).toBe(8000);
  clock.milliseconds += 2500;
  expect(deadline.remaining()).toBe(5500);
});

test('what is over is 0, never less', () => {
  const clock = new Clock();
  const deadline = new Deadline(100, clock.now);
  clock.milliseconds += 101;
  expect(deadline.remaining()).toBe(0);
});

test('the part that is kept for undoing ends earlier, and stays so as time passes', () => {
  const clock = new Clock();
  const deadline = new Deadline(8000, clock.now);
  const early = deadline.minus(1500);
  expect(early.remaining()).toBe(6500);
  clock.milliseconds += 7000;
  expect([early.remaining(), deadline.remaining()]).toEqual([0, 1000]);
});

test('more is kept back than there is: nothing is left', () => {
  expect(new Deadline(1000, new Clock().now).minus(1500).remaining()).toBe(0);
});

test('the real clock is the default', () => {
  const left = new Deadline(60_000).remaining();
  expect(left).toBeGreaterThan(59_000);
  expect(left).toBeLessThanOrEqual(60_000);
});
