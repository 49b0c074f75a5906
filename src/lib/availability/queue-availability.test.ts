import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import type { Site } from '../../sites/site';
import { throttled, unanswered } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { sid } from '../testing/sid';
import { QueueSid } from '../twilio/sids';
import { AvailabilityInput, queueAvailability } from './queue-availability';

let queues = 0;

/** A queue of its own for each test: the cache lives as long as the module. */
function setting({ random = 0.5 } = {}) {
  queues += 1;
  const twilio = new MemoryTwilio();
  const queueSid = sid(QueueSid, 'WQ', queues);
  const context = { taskRouter: twilio.parts.taskRouter, queueSid, now: twilio.clock.now, random: () => random };
  const ask = (site: Site = defaultSite) => queueAvailability(context, site);
  const calls = () => twilio.log.of('taskRouter.queueStatistics').length;
  return { twilio, log: twilio.log, clock: twilio.clock, queueSid, ask, calls };
}

const office: Site = { ...defaultSite, hours: { timeZone: 'UTC', week: { friday: [['11:00', '12:00']] } } };

test('README example: somebody is there, two wait', async () => {
  const { twilio, log, queueSid, ask } = setting();
  twilio.statistics = { availableWorkers: 3, waitingTasks: 2, longestWait: 75 };
  expect(await ask()).toEqual({
    available: true,
    open: true,
    waiting: 2,
    estimatedWaitSeconds: 75,
    pollAfterSeconds: 25,
  });
  expect(log.of('taskRouter.queueStatistics')).toEqual([[queueSid, 'chat']]);
});

test('nobody is there', async () => {
  const { twilio, ask } = setting();
  twilio.statistics = { availableWorkers: 0, waitingTasks: 1, longestWait: 10 };
  expect(await ask()).toMatchObject({ available: false, waiting: 1, estimatedWaitSeconds: 10 });
});

test('nobody waits: there is nothing to wait for, whatever age Twilio still tells', async () => {
  const { twilio, ask } = setting();
  twilio.statistics = { availableWorkers: 1, waitingTasks: 0, longestWait: 999 };
  expect(await ask()).toMatchObject({ waiting: 0, estimatedWaitSeconds: 0 });
});

test('closed says when it opens, and whether somebody is there all the same', async () => {
  const { ask } = setting();
  expect(await ask(office)).toEqual({
    available: true,
    open: false,
    waiting: 0,
    estimatedWaitSeconds: 0,
    opensAt: '2026-11-20T11:00:00.000Z',
    pollAfterSeconds: 25,
  });
});

test('closed and never open again promises nothing', async () => {
  const { ask } = setting();
  const answer = await ask({ ...office, hours: { timeZone: 'UTC', week: {} } });
  expect(answer.open).toBe(false);
  expect(answer).not.toHaveProperty('opensAt');
});

test.each([
  [0, 20],
  [0.5, 25],
  [0.999, 30],
])('pages come back after 20 to 30 seconds, not all at once: random %d, %i', async (random, pollAfterSeconds) => {
  const { ask } = setting({ random });
  expect(await ask()).toMatchObject({ pollAfterSeconds });
});

describe('the cache', () => {
  test('keeps an answer for five seconds', async () => {
    const { twilio, clock, ask, calls } = setting();
    await ask();
    twilio.statistics = { availableWorkers: 0, waitingTasks: 0, longestWait: 0 };
    clock.milliseconds += 4999;
    expect(await ask()).toMatchObject({ available: true });
    clock.milliseconds += 1;
    expect(await ask()).toMatchObject({ available: false });
    expect(calls()).toBe(2);
  });

  test('lets requests that come together share one call', async () => {
    const { ask, calls } = setting();
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask()));
    expect(answers.map(({ available }) => available)).toEqual(Array(30).fill(true));
    expect(calls()).toBe(1);
  });

  test('keeps queues apart', async () => {
    const [one, other] = [setting(), setting()];
    other.twilio.statistics = { availableWorkers: 0, waitingTasks: 0, longestWait: 0 };
    expect([(await one.ask()).available, (await other.ask()).available]).toEqual([true, false]);
  });

  test('keeps numbers, not opening hours', async () => {
    const { clock, ask, calls } = setting();
    clock.milliseconds += 3_597_000;
    expect(await ask(office)).toMatchObject({ open: false, opensAt: '2026-11-20T11:00:00.000Z' });
    clock.milliseconds += 3000;
    expect(await ask(office)).not.toHaveProperty('opensAt');
    expect(calls()).toBe(1);
  });
});

describe('when Twilio cannot say', () => {
  test.each([
    ['throttled', throttled()],
    ['unanswered', unanswered()],
  ])('%s: null, never a guess', async (_, error) => {
    const { log, ask } = setting();
    log.fail('taskRouter.queueStatistics', error);
    expect(await ask()).toEqual({
      available: null,
      open: true,
      waiting: null,
      estimatedWaitSeconds: null,
      pollAfterSeconds: 25,
    });
  });

  test('the failure is shared, but not remembered', async () => {
    const { log, ask, calls } = setting();
    log.fail('taskRouter.queueStatistics', throttled(), 1);
    const together = await Promise.all([ask(), ask()]);
    expect(together.map(({ available }) => available)).toEqual([null, null]);
    expect(calls()).toBe(1);
    expect(await ask()).toMatchObject({ available: true });
    expect(calls()).toBe(2);
  });
});

test('the input: a site, a session, nothing else', () => {
  const right = [{}, { site: 'default' }, { session: 'x', site: 'default' }];
  expect(right.filter((input) => !v.is(AvailabilityInput, input))).toEqual([]);
  const wrong = [
    { queue: 'WQ' },
    { site: 1 },
    { session: {} },
    { site: 'x'.repeat(65) },
    { session: 'x'.repeat(4097) },
  ];
  expect(wrong.filter((input) => v.is(AvailabilityInput, input))).toEqual([]);
});
