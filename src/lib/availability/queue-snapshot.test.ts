import { MemoryTwilio } from '../testing/memory-twilio';
import { sid } from '../testing/sid';
import { QueueSid } from '../twilio/sids';
import { takeSnapshot } from './queue-snapshot';

const QUEUE = sid(QueueSid, 'WQ');

let twilio: MemoryTwilio;

beforeEach(() => {
  twilio = new MemoryTwilio();
});

const take = () =>
  takeSnapshot({ taskRouter: twilio.parts.taskRouter, now: twilio.clock.now, note: () => undefined }, QUEUE);

test('README example: a queue at one moment', async () => {
  twilio.statistics = { availableWorkers: 2, waitingTasks: 3 };
  twilio.acceptedTasks = 12;
  twilio.pendingTasks = [{ taskChannel: 'chat', conversationSid: 'CH2' }, { taskChannel: 'chat' }];
  expect(await take()).toEqual({
    takenAt: twilio.clock.now(),
    available: true,
    staffed: true,
    waiting: 3,
    acceptedRecently: 12,
    order: ['CH2', null],
  });
  expect(twilio.log.of('taskRouter.acceptedTasks')).toEqual([[QUEUE, 'chat', 15]]);
});

test('calls and mails in the same queue take no chat’s place', async () => {
  twilio.pendingTasks = [
    { taskChannel: 'voice' },
    { taskChannel: 'chat', conversationSid: 'CH1' },
    { taskChannel: 'email', conversationSid: 'CH2' },
    { taskChannel: 'chat', conversationSid: 'CH3' },
  ];
  expect(await take()).toMatchObject({ order: ['CH1', 'CH3'] });
});

test('a hundred tasks are read, for fifty places', async () => {
  twilio.pendingTasks = Array.from({ length: 120 }, (_, index) => ({
    taskChannel: index % 2 ? 'chat' : 'voice',
    conversationSid: `CH${index}`,
  }));
  const snapshot = await take();
  expect(snapshot?.order).toHaveLength(50);
  expect(snapshot?.order?.at(-1)).toBe('CH99');
  expect(twilio.log.of('taskRouter.pendingTasks')).toEqual([[QUEUE, 100]]);
});
