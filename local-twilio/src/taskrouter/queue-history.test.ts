import { seedAccount } from '../account/account';
import { Clock } from '../account/clock';
import { TaskRouterModel } from './model';
import { QueueHistory } from './queue-history';

const account = seedAccount();
let clock: Clock;
let history: QueueHistory;
let model: TaskRouterModel;

beforeEach(() => {
  clock = new Clock();
  history = new QueueHistory(clock);
  model = new TaskRouterModel(account, clock, (change) => history.record(change));
});

afterEach(() => clock.stop());

const activity = (name: string) =>
  [...model.activities.values()].find(({ friendlyName }) => friendlyName === name)?.sid ?? '';
const create = (taskChannelUniqueName = 'chat') =>
  model.createTask({ queueSid: account.queueSid, taskChannelUniqueName, attributes: {} }).sid;
const goes = (name: string) => {
  const [worker] = model.workers.keys();
  model.setActivity(worker ?? '', activity(name));
};
const accept = (taskSid: string) => model.accept(model.activeReservation(taskSid)?.sid ?? '');
const statistics = (minutes = 15, taskChannelSid?: string) =>
  history.statistics({
    queueSid: account.queueSid,
    from: clock.now() - minutes * 60_000,
    to: clock.now(),
    taskChannelSid,
  });

test('nothing has happened', () => {
  const none = { avg: 0, min: 0, max: 0, total: 0 };
  expect(statistics()).toEqual({
    avg_task_acceptance_time: 0,
    reservations_created: 0,
    reservations_accepted: 0,
    reservations_rejected: 0,
    reservations_timed_out: 0,
    reservations_canceled: 0,
    reservations_rescinded: 0,
    tasks_canceled: 0,
    tasks_completed: 0,
    tasks_deleted: 0,
    tasks_entered: 0,
    tasks_moved: 0,
    wait_duration_until_accepted: none,
    wait_duration_in_queue_until_accepted: none,
    wait_duration_until_canceled: none,
    split_by_wait_time: null,
  });
});

test('two are accepted after 30 and 90 seconds, one is canceled after 100', () => {
  const tasks = [create(), create(), create()];
  clock.advance(30_000);
  goes('Available');
  accept(tasks[0] ?? '');
  clock.advance(60_000);
  accept(tasks[1] ?? '');
  clock.advance(10_000);
  model.cancelTask(tasks[2] ?? '', 'gave up');
  expect(statistics()).toMatchObject({
    avg_task_acceptance_time: 60,
    reservations_created: 3,
    reservations_accepted: 2,
    reservations_canceled: 1,
    tasks_canceled: 1,
    tasks_entered: 3,
    wait_duration_until_accepted: { avg: 60, min: 30, max: 90, total: 120 },
    wait_duration_until_canceled: { avg: 100, min: 100, max: 100, total: 100 },
  });
});

test('what is older than the span does not count, and stays when TaskRouter has deleted the task', () => {
  goes('Available');
  const task = create();
  accept(task);
  model.completeTask(task, '');
  clock.advance(10 * 60_000);
  expect(model.tasks.has(task)).toBe(false);
  expect(statistics()).toMatchObject({ reservations_accepted: 1, tasks_completed: 1, tasks_deleted: 1 });
  clock.advance(5 * 60_000 + 1);
  expect(statistics()).toMatchObject({ reservations_accepted: 0, tasks_completed: 0, tasks_deleted: 1 });
});

test('one task channel alone', () => {
  create('chat');
  create('voice');
  expect(statistics(15, account.taskChannelSid).tasks_entered).toBe(1);
  expect(statistics(15).tasks_entered).toBe(2);
  expect(statistics(15, '').tasks_entered).toBe(0);
});
