import { seedAccount } from '../account/account';
import { Clock } from '../account/clock';
import { TaskRouterModel } from './model';
import type { Worker } from './resources';
import { queueStatistics } from './statistics';

const account = seedAccount();
let clock: Clock;
let model: TaskRouterModel;
let alice: Worker;
let bob: Worker;

beforeEach(() => {
  clock = new Clock();
  model = new TaskRouterModel(account, clock, () => {});
  [alice, bob] = [...model.workers.values()] as [Worker, Worker];
});

afterEach(() => clock.stop());

const activity = (name: string) =>
  [...model.activities.values()].find(({ friendlyName }) => friendlyName === name)?.sid ?? '';
const create = (taskChannelUniqueName = 'chat', priority = 0) =>
  model.createTask({ workflowSid: account.workflowSid, taskChannelUniqueName, attributes: {}, priority });
const statistics = (taskChannel?: string) => queueStatistics(model, model.get.queue(account.queueSid), taskChannel);

test('an empty queue with everybody offline', () => {
  expect(statistics()).toEqual({
    activity_statistics: [
      { sid: activity('Offline'), friendly_name: 'Offline', workers: 2 },
      { sid: activity('Available'), friendly_name: 'Available', workers: 0 },
      { sid: activity('Unavailable'), friendly_name: 'Unavailable', workers: 0 },
      { sid: activity('Break'), friendly_name: 'Break', workers: 0 },
    ],
    longest_task_waiting_age: 0,
    longest_task_waiting_sid: null,
    longest_relative_task_age_in_queue: 0,
    longest_relative_task_sid_in_queue: null,
    tasks_by_priority: {},
    tasks_by_status: { assigned: 0, pending: 0, reserved: 0, wrapping: 0 },
    total_available_workers: 0,
    total_eligible_workers: 2,
    total_tasks: 0,
  });
});

test('counts what waits, by status, priority and age', () => {
  const oldest = create('chat', 5);
  clock.advance(30_000);
  create();
  clock.advance(12_000);
  expect(statistics()).toMatchObject({
    longest_task_waiting_age: 42,
    longest_task_waiting_sid: oldest.sid,
    longest_relative_task_age_in_queue: 42,
    longest_relative_task_sid_in_queue: oldest.sid,
    tasks_by_priority: { 0: 1, 5: 1 },
    tasks_by_status: { pending: 2 },
    total_tasks: 2,
  });
});

test('a worker at capacity still counts as available, and an ended task no longer counts', () => {
  model.setActivity(alice.sid, activity('Available'));
  const tasks = [create(), create(), create(), create()];
  const [first, second] = tasks.map(({ sid }) => model.activeReservation(sid)?.sid ?? '');
  model.accept(first ?? '');
  model.accept(second ?? '');
  model.wrapTask(tasks[0]?.sid ?? '', '');
  expect(statistics()).toMatchObject({
    total_available_workers: 1,
    tasks_by_status: { assigned: 1, pending: 1, reserved: 1, wrapping: 1 },
    longest_task_waiting_sid: tasks[2]?.sid,
    total_tasks: 4,
  });
  model.completeTask(tasks[0]?.sid ?? '', '');
  expect(statistics().total_tasks).toBe(3);
});

test('one task channel alone, by unique name or SID', () => {
  create('chat');
  create('voice');
  expect(statistics('chat').total_tasks).toBe(1);
  expect(statistics(account.taskChannelSid).total_tasks).toBe(1);
  expect(statistics('sms').total_tasks).toBe(0);
  expect(statistics('nothing').total_tasks).toBe(0);
});

test('only workers whom the queue takes in are eligible', () => {
  const queue = { ...model.get.queue(account.queueSid), targetWorkers: 'languages HAS "fr"' };
  model.setActivity(bob.sid, activity('Available'));
  expect(queueStatistics(model, queue)).toMatchObject({ total_eligible_workers: 1, total_available_workers: 0 });
});
