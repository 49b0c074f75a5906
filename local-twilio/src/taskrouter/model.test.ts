import { seedAccount } from '../account/account';
import { Clock } from '../account/clock';
import type { TaskRequest } from '../ports';
import { TaskRouterModel } from './model';
import type { Task, Worker } from './resources';

const account = seedAccount();
let clock: Clock;
let model: TaskRouterModel;
let changes: string[];
let alice: Worker;
let bob: Worker;

beforeEach(() => {
  clock = new Clock();
  changes = [];
  model = new TaskRouterModel(account, clock, ({ type }) => changes.push(type));
  [alice, bob] = [...model.workers.values()] as [Worker, Worker];
});

afterEach(() => clock.stop());

const activity = (name: string) =>
  [...model.activities.values()].find(({ friendlyName }) => friendlyName === name)?.sid ?? '';
const available = (...workers: Worker[]) => {
  for (const worker of workers) model.setActivity(worker.sid, activity('Available'));
};
const create = (request: Partial<TaskRequest> = {}) =>
  model.createTask({ workflowSid: account.workflowSid, taskChannelUniqueName: 'chat', attributes: {}, ...request });
const offer = (task: Task) => {
  const reservation = model.activeReservation(task.sid);
  if (!reservation) throw new Error(`Nobody has been offered ${task.sid}`);
  return reservation;
};
const offeredTo = (task: Task) => model.activeReservation(task.sid)?.workerSid;
const workflow = (targets: object[], filter = '1==1') =>
  model.createWorkflow({
    friendlyName: 'Test',
    configuration: JSON.stringify({ task_routing: { filters: [{ expression: filter, targets }] } }),
  }).sid;

describe('a workspace as new', () => {
  test('routes by brand: the tasks of the outlet go to its own queue and agent, all others to the rest', () => {
    const queueOf = (attributes: Record<string, unknown>) =>
      model.queues.get(create({ attributes }).queueSid ?? '')?.friendlyName;
    expect([{ site: 'outlet' }, { site: 'default' }, {}, { topic: 'billing' }].map(queueOf)).toEqual([
      'Outlet',
      'Chat',
      'Chat',
      'Chat',
    ]);
    const clara = [...model.workers.values()].find(({ friendlyName }) => friendlyName === 'clara@example.com');
    if (!clara) throw new Error('Clara is seeded');
    available(clara);
    const reserved = [...model.tasks.values()].filter(({ sid }) => model.activeReservation(sid));
    expect(reserved.map(({ attributes, sid }) => [attributes, model.activeReservation(sid)?.workerSid])).toEqual([
      [{ site: 'outlet' }, clara.sid],
    ]);
  });

  test('has agents who are offline, under e-mail addresses', () => {
    expect([alice.friendlyName, bob.friendlyName]).toEqual(['alice@example.com', 'bob@example.com']);
    expect(alice.activitySid).toBe(activity('Offline'));
    expect(alice.attributes).toMatchObject({ full_name: 'Alice Moreau', public_name: 'Alice', roles: ['agent'] });
    expect(bob.attributes.contact_uri).toBe('client:bob_40example_2Ecom');
  });
});

describe('offering', () => {
  test('a task waits while nobody is available', () => {
    const task = create();
    expect(task.status).toBe('pending');
    expect(changes).toEqual(['task.created', 'workflow.entered', 'workflow.target-matched', 'task-queue.entered']);
  });

  test('a waiting task is offered to the one who becomes available', () => {
    const task = create();
    available(bob);
    expect(task.status).toBe('reserved');
    expect(offeredTo(task)).toBe(bob.sid);
    expect(changes.slice(-2)).toEqual(['worker.activity.update', 'reservation.created']);
  });

  test('who has waited longest is asked first', () => {
    available(alice, bob);
    const [first, second] = [create(), create()];
    expect([offeredTo(first), offeredTo(second)]).toEqual([alice.sid, bob.sid]);
  });

  test('a worker has three chats at most, and one task of another channel beside them', () => {
    available(alice);
    const chats = [create(), create(), create(), create()];
    expect(chats.map(({ status }) => status)).toEqual(['reserved', 'reserved', 'reserved', 'pending']);
    expect(create({ taskChannelUniqueName: 'voice' }).status).toBe('reserved');
    for (const task of chats.slice(0, 1)) {
      model.accept(offer(task).sid);
      model.wrapTask(task.sid, '');
      expect(chats[3]?.status).toBe('pending');
      model.completeTask(task.sid, '');
    }
    expect(chats[3]?.status).toBe('reserved');
  });

  test('higher priority goes first, then the older task', () => {
    const [low, high, older] = [
      create(),
      create({ priority: 9 }),
      create({ priority: 9, taskChannelUniqueName: 'chat' }),
    ];
    model.taskChannels.forEach((channel) => {
      channel.capacity = 1;
    });
    available(alice);
    expect([low.status, high.status, older.status]).toEqual(['pending', 'reserved', 'pending']);
    available(bob);
    expect([low.status, older.status]).toEqual(['pending', 'reserved']);
  });

  test('a task for one worker goes to nobody else', () => {
    available(alice);
    const task = create({ workerSid: bob.sid });
    expect(task.status).toBe('pending');
    available(bob);
    expect(offeredTo(task)).toBe(bob.sid);
  });

  test('a task is never offered to a worker who is excluded', () => {
    available(alice);
    const task = create({ excludedWorkerSids: [alice.sid] });
    expect(task.status).toBe('pending');
    available(bob);
    expect(offeredTo(task)).toBe(bob.sid);
  });
});

describe('a workflow', () => {
  test('takes the first filter that fits, else the default filter', () => {
    const configuration = JSON.stringify({
      task_routing: {
        filters: [{ expression: 'vip == true', targets: [{ queue: account.queueSid, priority: 50 }] }],
        default_filter: { queue: account.queueSid },
      },
    });
    const { sid } = model.createWorkflow({ friendlyName: 'VIP', configuration });
    expect(create({ workflowSid: sid, attributes: { vip: true } }).priority).toBe(50);
    expect(create({ workflowSid: sid, attributes: {} }).priority).toBe(0);
  });

  test('without a filter that fits and without default cancels the task', () => {
    const task = create({ workflowSid: workflow([{ queue: account.queueSid }], 'vip == true') });
    expect([task.status, task.reason]).toEqual(['canceled', 'Task canceled on Workflow timeout']);
  });

  test('narrows a target by an expression over worker and task', () => {
    available(alice, bob);
    const skilled = workflow([{ queue: account.queueSid, expression: 'worker.routing.skills HAS task.skill' }]);
    expect(offeredTo(create({ workflowSid: skilled, attributes: { skill: 'orders' } }))).toBe(bob.sid);
    const others = workflow([{ queue: account.queueSid, expression: 'worker.sid NOT IN task.agents' }]);
    expect(offeredTo(create({ workflowSid: others, attributes: { agents: [bob.sid] } }))).toBe(alice.sid);
  });

  test('orders workers by their attributes', () => {
    available(alice, bob);
    model.setWorkerAttributes(alice.sid, { level: 1 });
    model.setWorkerAttributes(bob.sid, { level: 7 });
    const best = workflow([{ queue: account.queueSid, order_by: 'worker.level DESC' }]);
    expect(offeredTo(create({ workflowSid: best }))).toBe(bob.sid);
    const least = workflow([{ queue: account.queueSid, order_by: 'worker.level ASC' }]);
    expect(offeredTo(create({ workflowSid: least }))).toBe(alice.sid);
  });

  test('asks a known worker, and goes on to the next target when that one declines', () => {
    available(alice, bob);
    const known = workflow([
      { queue: account.queueSid, known_worker_sid: 'task.lastAgent', timeout: 60 },
      { queue: account.queueSid },
    ]);
    const task = create({ workflowSid: known, attributes: { lastAgent: bob.sid } });
    expect(offeredTo(task)).toBe(bob.sid);
    model.reject(offer(task).sid);
    expect(offeredTo(task)).toBe(alice.sid);
  });

  test('adds up timeouts: a target that is entered early ends when the task is as old as all of them so far', () => {
    available(bob);
    const known = workflow([
      { queue: account.queueSid, known_worker_sid: 'task.lastAgent', timeout: 60 },
      { queue: account.queueSid, expression: 'worker.sid == "nobody"', timeout: 30 },
      { queue: account.queueSid, skip_if: '1==1', expression: 'worker.sid == "nobody"', timeout: 20 },
      { queue: account.queueSid, expression: 'worker.sid == "nobody"', priority: 7, timeout: 40 },
      { queue: account.queueSid, priority: 8 },
    ]);
    const task = create({ workflowSid: known, attributes: { lastAgent: bob.sid } });
    clock.advance(10_000);
    model.reject(offer(task).sid);
    const places = [60, 19, 1, 59, 1].map((seconds) => {
      clock.advance(seconds * 1000);
      return `${task.targetIndex} ${task.priority}`;
    });
    expect(places).toEqual(['1 0', '1 0', '3 7', '3 7', '4 8']);
  });

  test('cancels the task when the known worker lets it time out and no target is left', () => {
    available(alice, bob);
    const known = workflow([{ queue: account.queueSid, known_worker_sid: bob.sid }]);
    const task = create({ workflowSid: known });
    clock.advance(120_000);
    expect([task.status, task.reason]).toEqual(['canceled', 'Task canceled on Workflow timeout']);
  });

  test('widens to the next target after the timeout of the first', () => {
    available(bob);
    const task = create({ attributes: { topic: 'billing' } });
    expect(task.status).toBe('pending');
    clock.advance(19_000);
    expect(task.status).toBe('pending');
    clock.advance(1_000);
    expect(offeredTo(task)).toBe(bob.sid);
    expect(changes.slice(-3)).toEqual(['workflow.timeout', 'workflow.target-matched', 'reservation.created']);
  });

  test('skips a target at once when skip_if holds', () => {
    model.queues.set('WQ2', {
      sid: 'WQ2',
      friendlyName: 'Second',
      targetWorkers: 'level > 1',
      dateCreated: 0,
      dateUpdated: 0,
    });
    const skipping = workflow([
      { queue: 'WQ2', skip_if: 'workers.available == 0', timeout: 60 },
      { queue: account.queueSid },
    ]);
    expect(create({ workflowSid: skipping }).queueSid).toBe(account.queueSid);
    model.setWorkerAttributes(alice.sid, { level: 2 });
    available(alice);
    expect(create({ workflowSid: skipping }).queueSid).toBe('WQ2');
  });

  const filters = (...all: { expression: string; targets: object[] }[]) =>
    model.createWorkflow({
      friendlyName: 'Filters',
      configuration: JSON.stringify({ task_routing: { filters: all, default_filter: { queue: 'WQ9' } } }),
    }).sid;
  const ninth = () =>
    model.queues.set('WQ9', {
      sid: 'WQ9',
      friendlyName: 'Ninth',
      targetWorkers: '1==2',
      dateCreated: 0,
      dateUpdated: 0,
    });

  test('goes on in the queue of the target before, where a target names none', () => {
    const widening = workflow([
      { queue: account.queueSid, expression: 'worker.sid == "nobody"', timeout: 5 },
      { priority: 7 },
    ]);
    available(alice);
    const task = create({ workflowSid: widening });
    expect(task.status).toBe('pending');
    clock.advance(5_000);
    expect([task.priority, task.queueSid, offeredTo(task)]).toEqual([7, account.queueSid, alice.sid]);
  });

  test('goes on to the next filter that fits when the targets of one have timed out, and never to the default filter', () => {
    ninth();
    const workflowSid = filters(
      { expression: 'vip == true', targets: [{ queue: 'WQ9', timeout: 5 }] },
      { expression: 'vip == false', targets: [{ queue: account.queueSid }] },
      { expression: '1==1', targets: [{ queue: account.queueSid, timeout: 5 }] },
    );
    const task = create({ workflowSid, attributes: { vip: true } });
    clock.advance(5_000);
    expect([task.status, task.queueSid]).toEqual(['pending', account.queueSid]);
    clock.advance(5_000);
    expect([task.status, task.reason]).toEqual(['canceled', 'Task canceled on Workflow timeout']);
  });

  test('goes to the default filter when it skips all that fits', () => {
    ninth();
    const workflowSid = filters({ expression: '1==1', targets: [{ queue: account.queueSid, skip_if: '1==1' }] });
    const task = create({ workflowSid });
    expect([task.status, task.queueSid]).toEqual(['pending', 'WQ9']);
  });

  test('sees no attribute without a prefix in the expression of a target', () => {
    available(alice);
    const bare = workflow([{ queue: account.queueSid, expression: 'sid != "" AND full_name == "Alice Moreau"' }]);
    expect(create({ workflowSid: bare }).status).toBe('pending');
  });

  test('counts workers by activity in skip_if', () => {
    const offline = activity('Offline');
    const counting = workflow([
      { queue: account.queueSid, skip_if: `workers.${offline} >= 2` },
      { queue: account.queueSid, priority: 4 },
    ]);
    expect(create({ workflowSid: counting }).priority).toBe(4);
    available(bob);
    model.setActivity(bob.sid, activity('Break'));
    expect(create({ workflowSid: counting }).priority).toBe(0);
  });

  test('cancels a task whose last target has timed out, and takes the offer back', () => {
    available(alice);
    const short = workflow([{ queue: account.queueSid, timeout: 30 }]);
    const task = create({ workflowSid: short });
    const reservation = offer(task);
    clock.advance(30_000);
    expect([task.status, task.reason, reservation.status]).toEqual([
      'canceled',
      'Task canceled on Workflow timeout',
      'canceled',
    ]);
    expect(changes.slice(-3)).toEqual(['workflow.timeout', 'reservation.canceled', 'task.canceled']);
  });

  test.each([
    ['no JSON', '{'],
    ['no routing', '{}'],
    ['a filter without targets', '{"task_routing":{"filters":[{"expression":"1==1","targets":[]}]}}'],
    [
      'an expression that is none',
      `{"task_routing":{"filters":[{"expression":"a-b == 1","targets":[{"queue":"${account.queueSid}"}]}]}}`,
    ],
    ['a queue that is none', '{"task_routing":{"filters":[],"default_filter":{"queue":"WQ404"}}}'],
  ])('with %s is refused', (_name, configuration) => {
    expect(() => model.createWorkflow({ friendlyName: 'Bad', configuration })).toThrow(
      'Workflow configuration is invalid',
    );
  });
});

describe('a reservation', () => {
  test('that times out puts its worker offline, and the task goes on to the next', () => {
    available(alice, bob);
    const task = create();
    const reservation = offer(task);
    changes.length = 0;
    clock.advance(120_000);
    expect(reservation.status).toBe('timeout');
    expect(alice.activitySid).toBe(activity('Offline'));
    expect(offeredTo(task)).toBe(bob.sid);
    expect(changes).toEqual(['reservation.timeout', 'worker.activity.update', 'reservation.created']);
  });

  test('that is rejected goes to the other, and comes back when both have rejected', () => {
    available(alice, bob);
    const task = create();
    model.reject(offer(task).sid);
    expect(offeredTo(task)).toBe(bob.sid);
    clock.advance(1);
    model.reject(offer(task).sid, activity('Break'));
    expect(bob.activitySid).toBe(activity('Break'));
    expect(offeredTo(task)).toBe(alice.sid);
  });

  test('does not time out once it is accepted', () => {
    available(alice);
    const task = create();
    const reservation = offer(task);
    model.accept(reservation.sid);
    clock.advance(200_000_000);
    expect([task.status, reservation.status]).toEqual(['assigned', 'accepted']);
  });

  test('is accepted once', () => {
    available(alice);
    const { sid } = offer(create());
    model.accept(sid);
    expect(() => model.accept(sid)).toThrow(`Reservation ${sid} is accepted, not pending`);
    expect(() => model.reject(sid)).toThrow(`Reservation ${sid} is accepted, not pending`);
  });

  test('is rejected with its worker going away, when asked so', () => {
    available(alice);
    const reservation = offer(create());
    model.setActivity(alice.sid, activity('Break'), true);
    expect(reservation.status).toBe('rejected');
    expect(() => model.setActivity(alice.sid, activity('Available'), true)).toThrow('RejectPendingReservations');
  });
});

describe('a task', () => {
  test('is accepted, wraps up and is completed, and every step is told in order', () => {
    available(alice);
    const task = create();
    changes.length = 0;
    model.accept(offer(task).sid);
    model.wrapTask(task.sid, 'bye');
    model.completeTask(task.sid, 'solved');
    expect([task.status, task.reason]).toEqual(['completed', 'solved']);
    expect(changes).toEqual([
      'reservation.accepted',
      'reservation.wrapup',
      'task.wrapup',
      'reservation.completed',
      'task.completed',
    ]);
  });

  test('can be canceled while it waits, and completed only when it is assigned', () => {
    const task = create();
    expect(() => model.completeTask(task.sid, '')).toThrow('is pending');
    expect(() => model.wrapTask(task.sid, '')).toThrow('is pending');
    model.cancelTask(task.sid, 'enough');
    expect([task.status, task.reason]).toEqual(['canceled', 'enough']);
    expect(() => model.cancelTask(task.sid, '')).toThrow('is canceled');
  });

  test('is canceled when its own time is over before somebody has accepted it', () => {
    const task = create({ timeout: 600 });
    clock.advance(600_000);
    expect([task.status, task.reason]).toEqual(['canceled', 'Task TTL exceeded']);
  });

  test('that is over disappears five minutes later', () => {
    available(alice);
    const task = create();
    model.accept(offer(task).sid);
    model.completeTask(task.sid, '');
    clock.advance(299_000);
    expect(model.tasks.has(task.sid)).toBe(true);
    clock.advance(1_000);
    expect(model.tasks.has(task.sid)).toBe(false);
    expect(model.reservations.size).toBe(0);
    expect(changes.at(-1)).toBe('task.system-deleted');
  });

  test.each([
    ['declines', () => void model.reject(offer(lastTask()).sid), 'Task canceled: the Worker declined it'],
    ['lets it time out', () => clock.advance(120_000), 'Task canceled on Workflow timeout'],
  ])('for one worker ends when that one %s', (_name, act, reason) => {
    available(alice, bob);
    const task = create({ workerSid: bob.sid });
    act();
    expect([task.status, task.reason]).toEqual(['canceled', reason]);
  });

  test('that ends when declined asks everybody else first', () => {
    available(alice, bob);
    const task = create({ endsWhenDeclined: true });
    model.reject(offer(task).sid);
    expect(offeredTo(task)).toBe(bob.sid);
    model.reject(offer(task).sid);
    expect(task.status).toBe('canceled');
  });

  const lastTask = () => [...model.tasks.values()].at(-1) as Task;
});
