import { defaultSite } from '../../sites/default';
import { throttled } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { sid } from '../testing/sid';
import { QueueSid } from '../twilio/sids';
import { ContainerMemory } from './container-memory';
import { findQueue } from './find-queue';

const [CONFIGURED, RETURNS, ANEW] = [sid(QueueSid, 'WQ', 1), sid(QueueSid, 'WQ', 2), sid(QueueSid, 'WQ', 3)];
const site = { ...defaultSite, queues: ['Returns'] };

let twilio: MemoryTwilio;
let memory: ContainerMemory;

beforeEach(() => {
  twilio = new MemoryTwilio();
  memory = new ContainerMemory();
  twilio.queues.set('Returns', RETURNS);
});

const find = (name?: string) => {
  const { taskRouter } = twilio.parts;
  return findQueue({ taskRouter, memory, queueSid: CONFIGURED, now: twilio.clock.now }, site, name);
};

test('README example: a site without a queue has the configured one, and nothing is asked', async () => {
  expect(await find()).toBe(CONFIGURED);
  expect(twilio.log.calls).toEqual([]);
});

test('a name is looked up once in ten minutes', async () => {
  expect([await find('Returns'), await find('Returns')]).toEqual([RETURNS, RETURNS]);
  twilio.queues.set('Returns', ANEW);
  twilio.clock.milliseconds += 599_999;
  expect(await find('Returns')).toBe(RETURNS);
  twilio.clock.milliseconds += 1;
  expect(await find('Returns')).toBe(ANEW);
  expect(twilio.log.names()).toEqual(['taskRouter.queueByName', 'taskRouter.queueByName']);
});

test('many who come at once look it up together', async () => {
  expect(await Promise.all(Array.from({ length: 5 }, () => find('Returns')))).toEqual(Array(5).fill(RETURNS));
  expect(twilio.log.names()).toEqual(['taskRouter.queueByName']);
});

test('a look that fails is not remembered either', async () => {
  twilio.log.fail('taskRouter.queueByName', throttled(), 1);
  await expect(find('Returns')).rejects.toThrow('Too many requests');
  expect(await find('Returns')).toBe(RETURNS);
});

test('what is not there is not remembered', async () => {
  twilio.queues.clear();
  await expect(find('Returns')).rejects.toMatchObject({ status: 502, code: 'queue_missing' });
  twilio.queues.set('Returns', RETURNS);
  expect(await find('Returns')).toBe(RETURNS);
});

test('the message says what to correct', async () => {
  twilio.queues.clear();
  await expect(find('Returns')).rejects.toThrow(
    'TaskRouter has no queue "Returns", which site default names. Make it, or correct src/sites/.',
  );
});
