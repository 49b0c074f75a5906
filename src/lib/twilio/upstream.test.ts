import { Deadline } from '../http/deadline';
import { Clock } from '../testing/clock';
import { refused, throttled, unanswered } from '../testing/failures';
import { Upstream } from './upstream';
import { UpstreamError } from './upstream-error';

const status = (code: number) => Object.assign(new Error(`Twilio ${code}`), { status: code });
const reset = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

function upstreamWith({ milliseconds = 8000, random = 0.5 } = {}) {
  const clock = new Clock();
  const upstream = new Upstream({
    deadline: new Deadline(milliseconds, clock.now),
    pause: clock.pause,
    random: () => random,
  });
  return { clock, upstream };
}

/** Fails with each error in turn, then answers. */
function answering(...errors: Error[]) {
  const left = [...errors];
  return async () => {
    const error = left.shift();
    if (error) throw error;
    return 'answer';
  };
}

test('README example: one call, one answer, no waiting', async () => {
  const { clock, upstream } = upstreamWith();
  await expect(upstream.call(true, async () => 'answer')).resolves.toBe('answer');
  expect([upstream.calls, clock.pauses]).toEqual([1, []]);
});

describe('once', () => {
  test.each([
    ['429', status(429), true, 'answer', 2],
    ['429', status(429), false, 'answer', 2],
    ['500', status(500), true, 'answer', 2],
    ['500', status(500), false, 'Twilio 500', 1],
    ['503', status(503), true, 'answer', 2],
    ['503', status(503), false, 'Twilio 503', 1],
    ['a reset', reset(), true, 'answer', 2],
    ['a reset', reset(), false, 'socket hang up', 1],
    ['a time-out', unanswered(), true, 'answer', 2],
    ['a time-out', unanswered(), false, 'No answer within 3000 ms', 1],
    ['400', status(400), true, 'Twilio 400', 1],
    ['404', status(404), false, 'Twilio 404', 1],
    ['409', status(409), true, 'Twilio 409', 1],
    ['a refusal', refused(), true, 'Refused by Twilio', 1],
  ])('%s (%p), idempotent: %p, gives %p after %i calls', async (_, error, idempotent, outcome, calls) => {
    const { upstream } = upstreamWith();
    const result = await upstream.call(idempotent, answering(error)).catch((thrown: Error) => thrown.message);
    expect([result, upstream.calls]).toEqual([outcome, calls]);
  });
});

describe('for ever', () => {
  test.each([
    ['429', throttled, true, 3],
    ['429', throttled, false, 3],
    ['500', () => status(500), true, 3],
    ['500', () => status(500), false, 1],
    ['a reset', reset, true, 3],
  ])('%s (%p), idempotent: %p, is given up after %i calls', async (_, error, idempotent, calls) => {
    const { upstream } = upstreamWith();
    const failing = upstream.call(idempotent, async () => {
      throw error();
    });
    await expect(failing).rejects.toBeInstanceOf(UpstreamError);
    expect(upstream.calls).toBe(calls);
  });
});

test('an ambiguous failure after a 429 is not repeated either when the call is not idempotent', async () => {
  const { upstream } = upstreamWith();
  const call = upstream.call(false, answering(status(429), status(500)));
  await expect(call).rejects.toMatchObject({ kind: 'unavailable', status: 500, ambiguous: true });
  expect(upstream.calls).toBe(2);
});

test.each([
  [0, [75, 150]],
  [0.5, [150, 300]],
  [0.999, [224.85, 449.7]],
])('pauses grow and differ from one caller to the next: random %d', async (random, pauses) => {
  const { clock, upstream } = upstreamWith({ random });
  await upstream.call(true, answering(status(500), status(500)));
  expect(clock.pauses.map((pause) => Number(pause.toFixed(2)))).toEqual(pauses);
});

test.each([
  [449, 1],
  [450, 2],
])('with %i ms left there are %i calls: a repeat needs its pause and 300 ms', async (milliseconds, calls) => {
  const { upstream } = upstreamWith({ milliseconds });
  await upstream.call(true, answering(status(500))).catch(() => undefined);
  expect(upstream.calls).toBe(calls);
});

test('nothing is asked when the time is up', async () => {
  const { clock, upstream } = upstreamWith({ milliseconds: 100 });
  clock.milliseconds += 100;
  let asked = 0;
  const call = upstream.call(true, async () => {
    asked += 1;
  });
  await expect(call).rejects.toMatchObject({ kind: 'unavailable', status: 0, message: 'No answer within 0 ms' });
  expect(asked).toBe(0);
});

describe('with timers of its own', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const silence = () => new Promise<never>(() => undefined);

  test('one attempt gets 3 seconds, three attempts fill the deadline', async () => {
    const upstream = new Upstream({ deadline: new Deadline(8000), random: () => 0.5 });
    const started = Date.now();
    const call = upstream.call(true, silence).catch((error: Error) => [error.message, Date.now() - started]);
    await jest.advanceTimersByTimeAsync(8000);
    expect(await call).toEqual(['No answer within 1550 ms', 8000]);
    expect(upstream.calls).toBe(3);
  });

  test('what is not idempotent is asked once', async () => {
    const upstream = new Upstream({ deadline: new Deadline(8000) });
    const call = upstream.call(false, silence).catch((error: UpstreamError) => error);
    await jest.advanceTimersByTimeAsync(3000);
    expect(await call).toMatchObject({ kind: 'unavailable', ambiguous: true, message: 'No answer within 3000 ms' });
    expect(upstream.calls).toBe(1);
  });

  test('an answer in time leaves no timer behind', async () => {
    const upstream = new Upstream({ deadline: new Deadline(8000) });
    await upstream.call(true, async () => 'answer');
    expect(jest.getTimerCount()).toBe(0);
  });
});
