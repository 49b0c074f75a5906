import { CallLog } from '../testing/call-log';
import { Clock } from '../testing/clock';
import { refused, throttled, unanswered } from '../testing/failures';
import { MemorySync } from '../testing/memory-sync';
import { refusal } from '../testing/refusal';
import { type Minutes, NewChatCeiling, type NewChatCeilingSettings } from './new-chat-ceiling';

const MINUTE = 60_000;

/** One container; several share `sync` and `clock`. */
function container(ceiling = 3, sync = new MemorySync(), clock = new Clock()) {
  const log = new CallLog();
  const minutes: Minutes = new Map();
  const port = log.record('sync', sync.port);
  const settings: NewChatCeilingSettings = { site: 'default', ceiling, sync: port, now: clock.now, random: () => 0.5 };
  /** As one request does: undefined, or the refusal. */
  const open = async (chat: string, site = 'default') => {
    const ceiling = new NewChatCeiling({ ...settings, site, minutes });
    ceiling.check(chat);
    return (await ceiling.claim(chat))?.code;
  };
  return { sync, clock, log, minutes, open };
}

test('README example: three a minute pass, the fourth does not', async () => {
  const { open } = container();
  expect(await Promise.all(['a', 'b', 'c', 'd'].map((chat) => open(chat)))).toEqual([
    undefined,
    undefined,
    undefined,
    'too_many_chats',
  ]);
});

test('the first chat of a minute takes two calls, the next ones one', async () => {
  const { log, open } = container();
  await open('a');
  await open('b');
  expect(log.calls.map(({ name, args }) => [name, ...args])).toEqual([
    ['sync.createList', 'new-chats.default.29919480', 120],
    ['sync.append', 'new-chats.default.29919480'],
    ['sync.append', 'new-chats.default.29919480'],
  ]);
});

test('a container that was refused says so at once, without a call, until the minute is over', async () => {
  const { log, clock, open } = container(1);
  await open('a');
  await open('b');
  const before = log.calls.length;
  expect(await refusal(open('c'))).toEqual([429, 'too_many_chats']);
  clock.milliseconds += MINUTE - 1;
  expect(await refusal(open('c'))).toEqual([429, 'too_many_chats']);
  expect(log.calls).toHaveLength(before);
  clock.milliseconds += 1;
  expect(await open('c')).toBeUndefined();
});

test('a repeat passes, also in a minute that is full, and takes no second place', async () => {
  const { sync, open } = container(2);
  await open('a');
  expect(await open('a')).toBeUndefined();
  await open('b');
  await open('c');
  expect([await open('a'), await open('b')]).toEqual([undefined, undefined]);
  expect([...sync.lists.values()]).toEqual([3]);
});

test('a chat that is asked for twice at the same moment takes one place, and both get it', async () => {
  const { sync, open } = container(1);
  expect(await Promise.all([open('a'), open('a')])).toEqual([undefined, undefined]);
  expect([...sync.lists.values()]).toEqual([1]);
});

test('a repeat passes also in the minutes after, however full they are', async () => {
  const { sync, clock, open } = container(1);
  await open('a');
  clock.milliseconds += MINUTE;
  expect([await open('b'), await open('c'), await open('a')]).toEqual([undefined, 'too_many_chats', undefined]);
  expect([...sync.lists.values()]).toEqual([1, 2]);
  clock.milliseconds += 9 * MINUTE;
  expect([await open('d'), await open('e')]).toEqual([undefined, 'too_many_chats']);
  expect(await refusal(open('a'))).toEqual([429, 'too_many_chats']);
});

test('many containers together are never more', async () => {
  const { sync, clock } = container();
  const containers = Array.from({ length: 5 }, () => container(10, sync, clock));
  const answers = await Promise.all(
    containers.flatMap(({ open }, at) => Array.from({ length: 8 }, (_, chat) => open(`${at}-${chat}`))),
  );
  expect(answers.filter((code) => code === undefined)).toHaveLength(10);
  expect(answers.filter((code) => code === 'too_many_chats')).toHaveLength(30);
});

test('each site has its own', async () => {
  const { open } = container(1);
  expect([await open('a'), await open('b', 'outlet'), await open('c')]).toEqual([
    undefined,
    undefined,
    'too_many_chats',
  ]);
});

test('a ceiling of 0 lets nobody in, and takes no call', async () => {
  const { log, open } = container(0);
  expect(await refusal(open('a'))).toEqual([429, 'too_many_chats']);
  expect(log.names()).toEqual([]);
});

test('Retry-After leads into the next minute, and not all at once', async () => {
  const clock = new Clock();
  clock.milliseconds += 40_500;
  const at = (random: number) =>
    new NewChatCeiling({
      site: 'default',
      ceiling: 0,
      sync: new MemorySync().port,
      now: clock.now,
      random: () => random,
      minutes: new Map(),
    });
  const secondsAt = (random: number) => {
    try {
      at(random).check('a');
      return undefined;
    } catch (error) {
      return (error as { retryAfterSeconds: number }).retryAfterSeconds;
    }
  };
  expect([secondsAt(0), secondsAt(0.999)]).toEqual([20, 29]);
});

test.each(['sync.createList', 'sync.append'])(
  '%s fails: nobody is let in, and the next one tries again',
  async (call) => {
    for (const error of [unanswered(), throttled(), refused(404, 20404)]) {
      const { log, open } = container();
      log.fail(call, error, 1);
      await expect(open('a')).rejects.toBe(error);
      expect(await open('a')).toBeUndefined();
    }
  },
);

test('a container keeps no more than the minute that runs, and who passed in the ten minutes before', async () => {
  const { clock, minutes, open } = container(3);
  for (let minute = 0; minute < 15; minute += 1) {
    await open(`chat-${minute}`);
    clock.milliseconds += MINUTE;
  }
  const kept = Array.from({ length: 10 }, (_, at) => `chat-${at + 5}`);
  expect([...minutes.values()].map(({ passed }) => [...passed.keys()])).toEqual([kept]);
});
