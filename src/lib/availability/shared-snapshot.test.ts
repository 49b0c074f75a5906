import { defaultSite } from '../../sites/default';
import { AvailabilitySetting, QUEUE } from '../testing/availability-setting';
import { throttled } from '../testing/failures';
import { sitePresence } from './queue-availability';

const DOCUMENT = `availability.${QUEUE}`;

let setting: AvailabilitySetting;

beforeEach(() => {
  setting = new AvailabilitySetting();
});

const later = (milliseconds: number) => {
  setting.clock.milliseconds += milliseconds;
};

/** Another container has claimed it. */
function claimed(until: number): void {
  const kept = setting.twilio.sync.documents.get(DOCUMENT);
  const data = kept?.data as { value: { claimedUntil: number } };
  data.value.claimedUntil = until;
  Object.assign(kept ?? {}, { revision: (kept?.revision ?? 0) + 1 });
}

/** Names of the calls that were made meanwhile. */
async function callsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const before = setting.log.calls.length;
  await work();
  return setting.log.names().slice(before);
}

test('README example: two containers, one reading in ten seconds', async () => {
  const [one, other] = [setting.container(), setting.container()];
  setting.given(1);
  expect(await one()).toMatchObject({ waiting: 1 });
  setting.given(2);
  expect(await other()).toMatchObject({ waiting: 1 });
  later(9999);
  expect([(await one()).waiting, (await other()).waiting]).toEqual([1, 1]);
  expect(setting.readings()).toBe(1);
  later(1);
  expect(await other()).toMatchObject({ waiting: 2 });
  expect(await one()).toMatchObject({ waiting: 2 });
  expect(setting.readings()).toBe(2);
});

test('a container with a fresh copy makes no call', async () => {
  const ask = setting.container();
  await ask();
  later(9999);
  expect(await callsDuring(() => ask())).toEqual([]);
});

test('a container without one makes one call, when another container has read', async () => {
  await setting.container()();
  expect(await callsDuring(() => setting.container()())).toEqual(['sync.fetch']);
});

test('whoever reads makes six calls side by side, and one for each who may have room, between three to Sync', async () => {
  const ask = setting.container();
  await ask();
  later(10_000);
  const before = setting.log.waves().length;
  await ask();
  expect(setting.log.waves().slice(before)).toEqual([
    ['sync.fetch'],
    ['sync.update'],
    [
      'taskRouter.acceptedTasks',
      'taskRouter.availableWorkers',
      'taskRouter.availableWorkers',
      'taskRouter.availableWorkers',
      'taskRouter.pendingTasks',
      'taskRouter.queueStatistics',
    ],
    ['taskRouter.workerChannel'],
    ['sync.update'],
  ]);
});

test('requests that come together in a container share one look', async () => {
  const ask = setting.container();
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask()));
  expect(answers.map(({ available }) => available)).toEqual(Array(30).fill(true));
  expect(setting.readings()).toBe(1);
});

describe('thirty containers come at the same time', () => {
  const containers = () => Array.from({ length: 30 }, () => setting.container());

  test('and find nothing: one reads, the others ask again soon', async () => {
    setting.given(2);
    const asked = containers();
    const answers = await Promise.all(asked.map((ask) => ask()));
    const seen = answers.map(({ waiting, pollAfterSeconds }) => [waiting, pollAfterSeconds]);
    expect(seen.filter(([waiting]) => waiting === 2)).toEqual([[2, 25]]);
    expect(seen.filter(([waiting]) => waiting === null)).toEqual(Array(29).fill([null, 4]));
    later(3000);
    const again = await Promise.all(asked.map((ask) => ask()));
    expect(again.map(({ waiting }) => waiting)).toEqual(Array(30).fill(2));
    expect(setting.readings()).toBe(1);
    expect(setting.pauses).toEqual([]);
  });

  test('for flows, and find nothing: one reads, the others wait for it', async () => {
    setting.given(2);
    const answers = await Promise.all(Array.from({ length: 30 }, () => sitePresence(setting.context(), defaultSite)));
    expect(answers.map(({ waiting }) => waiting)).toEqual(Array(30).fill(2));
    expect(setting.readings()).toBe(1);
  });

  test('and find an old copy: one reads, the others take the old one', async () => {
    setting.given(1);
    await setting.container()();
    setting.given(2);
    later(59_000);
    const answers = await Promise.all(containers().map((ask) => ask()));
    expect(answers.filter(({ waiting }) => waiting === 2)).toHaveLength(1);
    expect(answers.filter(({ waiting }) => waiting === 1)).toHaveLength(29);
    expect(setting.readings()).toBe(2);
    expect(setting.pauses).toEqual([]);
  });

  test('and find one that is of no use: one reads, the others ask again soon', async () => {
    setting.given(1);
    await setting.container()();
    setting.given(2);
    later(60_000);
    const answers = await Promise.all(containers().map((ask) => ask()));
    expect(answers.filter(({ waiting }) => waiting === 2)).toHaveLength(1);
    expect(answers.filter(({ waiting, pollAfterSeconds }) => waiting === null && pollAfterSeconds === 4)).toHaveLength(
      29,
    );
    expect(setting.readings()).toBe(2);
  });
});

test('while another container reads, a container looks once a second', async () => {
  const ask = setting.container();
  setting.given(1);
  await ask();
  later(10_000);
  setting.log.before('sync.update', () => void claimed(setting.clock.now() + 5000));
  expect(await callsDuring(() => ask())).toEqual(['sync.fetch', 'sync.update']);
  later(999);
  expect(await callsDuring(() => ask())).toEqual([]);
  later(1);
  expect(await callsDuring(() => ask())).toEqual(['sync.fetch']);
  expect(await ask()).toMatchObject({ waiting: 1 });
});

describe('whoever had claimed it never stored anything', () => {
  beforeEach(async () => {
    setting.given(1);
    await setting.container()();
    later(10_000);
    setting.given(2);
  });

  test('then it is claimed again after five seconds', async () => {
    claimed(setting.clock.now() + 5000);
    expect(await setting.container()()).toMatchObject({ waiting: 1 });
    later(4999);
    expect(await setting.container()()).toMatchObject({ waiting: 1 });
    later(1);
    expect(await setting.container()()).toMatchObject({ waiting: 2 });
  });

  test('who cannot claim it reads all the same, and keeps it', async () => {
    setting.log.fail('sync.update', throttled());
    const ask = setting.container();
    expect(await ask()).toMatchObject({ waiting: 2 });
    expect(setting.notes).toEqual([`Queue ${QUEUE} is not shared: Too many requests`]);
    expect(await callsDuring(() => ask())).toEqual([]);
  });
});

describe('TaskRouter cannot be read', () => {
  let ask: ReturnType<AvailabilitySetting['container']>;

  beforeEach(async () => {
    ask = setting.container();
    setting.given(1);
    await ask();
    setting.taskRouterFails(throttled());
  });

  test('numbers of less than a minute are told still, and none that are older', async () => {
    later(59_999);
    expect(await ask()).toMatchObject({ available: true, waiting: 1 });
    later(1);
    expect(await ask()).toMatchObject({ available: null, waiting: null });
    expect(await setting.container()()).toMatchObject({ available: null, waiting: null, pollAfterSeconds: 25 });
  });

  test('it is tried every five seconds, by one container, and nobody waits for that', async () => {
    later(60_000);
    const other = setting.container();
    await ask();
    await other();
    later(4000);
    await Promise.all([ask(), other()]);
    expect(setting.readings()).toBe(2);
    later(1000);
    await Promise.all([ask(), other()]);
    expect(setting.readings()).toBe(3);
    expect(setting.pauses).toEqual([]);
  });

  test('it is not remembered when it works again', async () => {
    later(60_000);
    await ask();
    setting.mend();
    setting.given(4);
    later(5000);
    expect(await ask()).toMatchObject({ available: true, waiting: 4 });
  });
});

test('no flow waits longer than a second for another one who does not come back', async () => {
  const ask = setting.container();
  await ask();
  const document = setting.twilio.sync.documents.get(DOCUMENT);
  Object.assign(document ?? {}, {
    data: {
      value: { claimedUntil: Number.MAX_SAFE_INTEGER, failed: false },
      expiresAt: Number.MAX_SAFE_INTEGER,
    },
  });
  expect(await sitePresence(setting.context(), defaultSite)).toMatchObject({ available: null, waiting: null });
  expect(setting.pauses).toEqual([300, 300, 300]);
});

describe('Sync cannot be read', () => {
  test('each container reads for itself, once in ten seconds', async () => {
    setting.syncFails(throttled());
    const ask = setting.container();
    setting.given(3);
    expect(await ask()).toMatchObject({ waiting: 3 });
    later(9999);
    expect(await callsDuring(() => ask())).toEqual([]);
    later(1);
    await ask();
    expect(setting.readings()).toBe(2);
  });

  test('nor TaskRouter: nobody knows, and it is no error', async () => {
    setting.syncFails(throttled());
    setting.taskRouterFails(throttled());
    expect(await setting.container()()).toMatchObject({ available: null, waiting: null, estimatedWaitSeconds: null });
  });
});

test('the shared copy names conversations and nobody else, and fits into a document', async () => {
  setting.given(60);
  await setting.container()();
  const { data } = setting.twilio.sync.documents.get(DOCUMENT) ?? {};
  expect(Object.keys((data as { value: { snapshot: object } }).value.snapshot)).toEqual([
    'takenAt',
    'available',
    'staffed',
    'waiting',
    'acceptedRecently',
    'order',
  ]);
  expect(JSON.stringify(data).length).toBeLessThan(16 * 1024);
});
