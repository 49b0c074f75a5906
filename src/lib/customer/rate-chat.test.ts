import * as v from 'valibot';
import { throttled } from '../testing/failures';
import { CONVERSATION } from '../testing/handoff-setting';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { plainSid } from '../testing/sid';
import type { Task } from '../twilio/tasks';
import { RateChatInput, rateChat } from './rate-chat';
import { TaskSearchTurns } from './task-search-turns';

function setting(...statuses: Task['status'][]) {
  const twilio = new MemoryTwilio();
  statuses.forEach((status, at) => {
    twilio.tasks.push({
      sid: plainSid('WT', at + 1),
      status,
      attributes: { conversationSid: CONVERSATION, conversations: { communication_channel: 'Chat' } },
      createdAt: new Date(at),
    });
  });
  const turns = new TaskSearchTurns(twilio.parts.sync, twilio.clock.now);
  const rate = (score: number, comment?: string) =>
    rateChat({ tasks: twilio.parts.tasks, turns }, CONVERSATION, {
      session: 's',
      score,
      ...(comment !== undefined && { comment }),
    });
  return { twilio, rate, rating: (at = 0) => twilio.tasks[at]?.attributes };
}

test('README example: five stars and a word reach the task', async () => {
  const { rate, rating } = setting('wrapping');
  expect(await rate(5, 'Quick')).toEqual({ state: 'stored' });
  expect(rating()).toEqual({
    conversationSid: CONVERSATION,
    rating: { score: 5, comment: 'Quick' },
    conversations: { communication_channel: 'Chat', conversation_measure_1: 5 },
  });
});

test('after a transfer it is the last agent who is rated', async () => {
  const { rate, rating } = setting('completed', 'wrapping');
  await rate(4);
  expect([rating(0)?.rating, rating(1)?.rating]).toEqual([undefined, { score: 4 }]);
});

test('the transfer came to nothing, so it is the first', async () => {
  const { rate, rating } = setting('wrapping', 'canceled');
  await rate(4);
  expect(rating(0)?.rating).toEqual({ score: 4 });
});

test('whoever rates again means the last one', async () => {
  const { twilio, rate, rating } = setting('wrapping');
  await rate(1);
  expect(await refusal(rate(5))).toEqual([429, 'too_many_ratings']);
  twilio.clock.milliseconds += 10_000;
  await rate(5);
  expect(rating()).toMatchObject({ rating: { score: 5 }, conversations: { conversation_measure_1: 5 } });
});

test("somebody else's measure stays", async () => {
  const { twilio, rate, rating } = setting('wrapping');
  Object.assign(twilio.tasks[0]?.attributes ?? {}, { conversations: { conversation_measure_1: 42 } });
  await rate(5);
  expect(rating()).toMatchObject({ rating: { score: 5 }, conversations: { conversation_measure_1: 42 } });
});

test.each<[string, Task['status'][]]>([
  ['there is no task any more', []],
  ['the task takes no changes any more', ['completed']],
  ['nobody ever accepted', ['canceled']],
])('%s: too late', async (_, statuses) => {
  expect(await setting(...statuses).rate(3)).toEqual({ state: 'too_late' });
});

test('an outage is no "too late"', async () => {
  const { twilio, rate } = setting('wrapping');
  twilio.log.fail('tasks.changeAttributes', throttled(), 1);
  await expect(rate(3)).rejects.toThrow('Too many requests');
  expect(await rate(3)).toEqual({ state: 'stored' });
});

test.each([0, 6, 2.5, '5', null])('a score of %p is none', (score) => {
  expect(v.is(RateChatInput, { session: 's', score })).toBe(false);
});
