import { ApiError } from './api-error';
import type { AvailabilityResponse } from './api-types';
import { AvailabilityWatch } from './availability-watch';

const answer = { open: true, available: true, pollAfterSeconds: 10 } as AvailabilityResponse;

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

function watchOf(fetchAvailability: () => Promise<AvailabilityResponse>) {
  const told: AvailabilityResponse[] = [];
  let asked = 0;
  const watch = new AvailabilityWatch({
    fetchAvailability: () => {
      asked += 1;
      return fetchAvailability();
    },
    onAvailability: (availability) => told.push(availability),
  });
  return { watch, told, asked: () => asked };
}

test('asks again when the server wants to be asked, and not after somebody looked away', async () => {
  const { watch, told, asked } = watchOf(async () => answer);
  watch.start();
  await jest.advanceTimersByTimeAsync(25_000);
  expect(asked()).toBe(3);
  watch.stop();
  await jest.advanceTimersByTimeAsync(60_000);
  expect([asked(), told.length]).toEqual([3, 3]);
});

test('whoever looks away and back before the answer comes does not ask twice as often', async () => {
  const { watch, told, asked } = watchOf(() => new Promise((resolve) => void setTimeout(() => resolve(answer), 1000)));
  watch.start();
  watch.stop();
  watch.start();
  expect(asked()).toBe(2);
  await jest.advanceTimersByTimeAsync(1000);
  expect(told).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(asked()).toBe(3);
  watch.stop();
});

test('waits as long as the server has asked for', async () => {
  const { watch, asked } = watchOf(() =>
    Promise.reject(new ApiError({ code: 'too_many_requests', message: '', status: 429, retryAfterMs: 90_000 })),
  );
  watch.start();
  await jest.advanceTimersByTimeAsync(89_000);
  expect(asked()).toBe(1);
  await jest.advanceTimersByTimeAsync(1000);
  expect(asked()).toBe(2);
  watch.stop();
});
