import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import type { Site } from '../../sites/site';
import { AvailabilitySetting, conversation, QUEUE } from '../testing/availability-setting';
import { refused, throttled, unanswered } from '../testing/failures';
import { refusal } from '../testing/refusal';
import { sid } from '../testing/sid';
import { QueueSid } from '../twilio/sids';
import { AvailabilityInput, sitePresence } from './queue-availability';

let setting: AvailabilitySetting;
let ask: ReturnType<AvailabilitySetting['container']>;

beforeEach(() => {
  setting = new AvailabilitySetting();
  ask = setting.container();
});

const office: Site = { ...defaultSite, hours: { timeZone: 'UTC', week: { friday: [['11:00', '12:00']] } } };
const outlet: Site = { ...defaultSite, name: 'outlet', queue: 'Outlet', queues: ['Returns'] };
const OUTLET = sid(QueueSid, 'WQ', 7);
const NOBODY_KNOWS = {
  available: null,
  open: true,
  waiting: null,
  estimatedWaitSeconds: null,
  pollAfterSeconds: 25,
};

test('README example: everybody has their hands full, two wait, and three were taken in a quarter of an hour', async () => {
  setting.given(2);
  setting.full();
  setting.twilio.acceptedTasks = 3;
  expect(await ask()).toEqual({
    available: false,
    open: true,
    waiting: 2,
    estimatedWaitSeconds: 900,
    pollAfterSeconds: 25,
  });
  expect(setting.log.of('taskRouter.queueStatistics')).toEqual([[QUEUE, 'chat']]);
});

test('somebody can take another chat at once', async () => {
  expect(await ask()).toMatchObject({ available: true, waiting: 0, estimatedWaitSeconds: 0 });
});

describe('the place of a conversation', () => {
  test('is told to its session, and the wait is counted from it', async () => {
    setting.given(3);
    setting.full();
    setting.twilio.acceptedTasks = 9;
    const answers = await Promise.all([1, 2, 3].map((number) => ask({ conversationSid: conversation(number) })));
    expect(answers.map(({ position, estimatedWaitSeconds }) => [position, estimatedWaitSeconds])).toEqual([
      [1, 100],
      [2, 200],
      [3, 300],
    ]);
    expect(await ask()).toMatchObject({ estimatedWaitSeconds: 400 });
  });

  test('is not told to a page', async () => {
    setting.given(3);
    expect(await ask()).not.toHaveProperty('position');
  });

  test('is null without a task that waits', async () => {
    setting.given(3);
    expect(await ask({ conversationSid: conversation(4) })).toMatchObject({ position: null });
  });

  test('is null past 50', async () => {
    setting.given(60);
    expect(await ask({ conversationSid: conversation(50) })).toMatchObject({ position: 50 });
    expect(await ask({ conversationSid: conversation(51) })).toMatchObject({ position: null });
  });

  test('is null when Twilio cannot say', async () => {
    setting.log.fail('taskRouter.pendingTasks', throttled());
    expect(await ask({ conversationSid: conversation(1) })).toMatchObject({ position: null, waiting: 0 });
  });
});

describe('closed', () => {
  test('says when it opens, and whether somebody is there all the same', async () => {
    expect(await ask({ site: office })).toEqual({
      available: true,
      open: false,
      waiting: 0,
      estimatedWaitSeconds: 0,
      opensAt: '2026-11-20T11:00:00.000Z',
      pollAfterSeconds: 25,
    });
  });

  test('and never open again promises nothing', async () => {
    const answer = await ask({ site: { ...office, hours: { timeZone: 'UTC', week: {} } } });
    expect(answer.open).toBe(false);
    expect(answer).not.toHaveProperty('opensAt');
  });

  test('by hand, whatever the hours say', async () => {
    setting.closing = { until: Date.parse('2026-12-01T08:00:00Z') };
    expect(await ask()).toMatchObject({ available: true, open: false, opensAt: '2026-12-01T08:00:00.000Z' });
  });

  test('follows the clock, not what a container remembers', async () => {
    setting.clock.milliseconds += 3_597_000;
    expect(await ask({ site: office })).toMatchObject({ open: false, opensAt: '2026-11-20T11:00:00.000Z' });
    setting.clock.milliseconds += 3000;
    expect(await ask({ site: office })).not.toHaveProperty('opensAt');
    expect(setting.readings()).toBe(1);
  });
});

test('the more wait, the later a page asks again, but for those who are near', async () => {
  setting.given(400);
  expect(await ask()).toMatchObject({ pollAfterSeconds: 125 });
  expect(await ask({ conversationSid: conversation(3) })).toMatchObject({ pollAfterSeconds: 25 });
});

describe('queues', () => {
  beforeEach(() => {
    setting.twilio.queues.set('Outlet', OUTLET);
    setting.twilio.queues.set('Returns', sid(QueueSid, 'WQ', 8));
  });

  test('a site with a queue of its own is answered from that', async () => {
    await ask({ site: outlet });
    expect(setting.log.of('taskRouter.queueStatistics')).toEqual([[OUTLET, 'chat']]);
  });

  test('a page may ask for a queue that its site lists', async () => {
    await ask({ site: outlet, queue: 'Returns' });
    expect(setting.log.of('taskRouter.queueStatistics')).toEqual([[sid(QueueSid, 'WQ', 8), 'chat']]);
  });

  test.each(['Chat', '', 'outlet', OUTLET])('but for no other one: %p', async (queue) => {
    expect(await refusal(ask({ site: outlet, queue }))).toEqual([400, 'queue_unknown']);
    expect(await refusal(ask({ queue }))).toEqual([400, 'queue_unknown']);
    expect(setting.log.of('taskRouter.queueByName')).toEqual([]);
  });

  test('each has its own numbers', async () => {
    setting.given(2);
    expect(await ask()).toMatchObject({ waiting: 2 });
    setting.given(5);
    expect(await ask({ site: outlet })).toMatchObject({ waiting: 5 });
    expect(await ask()).toMatchObject({ waiting: 2 });
  });

  test('one that the workspace does not have is a mistake that says so', async () => {
    setting.twilio.queues.clear();
    expect(await refusal(ask({ site: outlet }))).toEqual([502, 'queue_missing']);
  });

  test('when Twilio cannot say whether it has it, nobody knows', async () => {
    setting.log.fail('taskRouter.queueByName', throttled());
    expect(await ask({ site: outlet })).toEqual(NOBODY_KNOWS);
    expect(setting.notes).toEqual(['The queue was not found: Too many requests']);
  });
});

describe('when Twilio cannot say', () => {
  test.each([
    ['throttled', throttled()],
    ['unanswered', unanswered()],
    ['refused, since the queue is not there', refused(404, 20404)],
  ])('%s: null, never a guess', async (_, error) => {
    setting.taskRouterFails(error);
    expect(await ask()).toEqual(NOBODY_KNOWS);
    expect(await ask({ conversationSid: conversation(1) })).toEqual({ ...NOBODY_KNOWS, position: null });
  });

  test('a part of it, the rest is told', async () => {
    setting.given(2);
    setting.log.fail('taskRouter.acceptedTasks', throttled());
    setting.log.fail('taskRouter.availableWorkers', throttled());
    expect(await ask({ conversationSid: conversation(2) })).toMatchObject({
      available: null,
      waiting: 2,
      estimatedWaitSeconds: null,
      position: 2,
    });
    expect(setting.notes).toEqual([
      `Queue ${QUEUE} was not read in full: Too many requests`,
      `Queue ${QUEUE} was not read in full: Too many requests`,
    ]);
  });
});

describe('for a flow', () => {
  const presence = (site: Site) => sitePresence(setting.context(), site);

  test('the same is true, with what to say while it is closed by hand', async () => {
    setting.closing = { message: { en: 'Back tomorrow.' } };
    expect(await presence(defaultSite)).toMatchObject({
      available: true,
      open: false,
      closedMessage: { en: 'Back tomorrow.' },
    });
  });

  test('a queue that is not there stops nothing: it is noted', async () => {
    expect(await presence(outlet)).toMatchObject({ available: null, open: true });
    expect(setting.notes).toEqual([expect.stringContaining('TaskRouter has no queue "Outlet"')]);
  });
});

test('the input: a site, a queue, a session, nothing else', () => {
  const right = [{}, { site: 'default' }, { session: 'x', site: 'default' }, { queue: 'Returns' }];
  expect(right.filter((input) => !v.is(AvailabilityInput, input))).toEqual([]);
  const wrong = [
    { conversationSid: conversation(1) },
    { site: 1 },
    { queue: ['Returns'] },
    { session: {} },
    { site: 'x'.repeat(65) },
    { queue: 'x'.repeat(65) },
    { session: 'x'.repeat(4097) },
  ];
  expect(wrong.filter((input) => v.is(AvailabilityInput, input))).toEqual([]);
});
