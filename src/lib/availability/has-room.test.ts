import { MemoryTwilio } from '../testing/memory-twilio';
import { sid } from '../testing/sid';
import { QueueSid } from '../twilio/sids';
import { hasRoom } from './has-room';

const QUEUE = sid(QueueSid, 'WQ');

let twilio: MemoryTwilio;

beforeEach(() => {
  twilio = new MemoryTwilio();
  twilio.workerChannels.clear();
});

/** Workers in an available activity, by what is left of their capacity. */
function given(...percentages: number[]): void {
  for (const [index, availableCapacityPercentage] of percentages.entries())
    twilio.workerChannels.set(`WK${index}`, { available: true, availableCapacityPercentage });
}

const ask = () => hasRoom(twilio.parts.taskRouter, QUEUE);
const calls = (name: string) => twilio.log.of(`taskRouter.${name}`).length;

describe.each([
  ['the list knows what is left of a capacity', true],
  ['the list does not know it', false],
])('%s', (_, known) => {
  beforeEach(() => {
    twilio.listKnowsCapacity = known;
  });

  test.each([
    ['one of three chats: room', [66], true],
    ['three of three chats: no room', [0], false],
    ['one of two has room', [0, 33], true],
    ['nobody is in an available activity', [], false],
  ])('%s', async (_name, percentages, room) => {
    given(...percentages);
    expect(await ask()).toBe(room);
  });

  test('the channel is switched off: no room, whatever the capacity', async () => {
    twilio.workerChannels.set('WK1', { available: false, availableCapacityPercentage: 100 });
    expect(await ask()).toBe(false);
  });
});

test('known: three lists are enough, however many have their hands full', async () => {
  given(...Array(500).fill(0));
  expect(await ask()).toBe(false);
  expect([calls('availableWorkers'), calls('workerChannel')]).toEqual([3, 0]);
  expect(twilio.log.of('taskRouter.availableWorkers')).toEqual([
    [QUEUE, 3, 'worker.channel.chat.available_capacity_percentage > 0'],
    [QUEUE, 1, 'worker.channel.chat.available_capacity_percentage <= 0'],
    [QUEUE, 20],
  ]);
});

test('known: three of those with room are looked at', async () => {
  given(...Array(500).fill(100));
  expect(await ask()).toBe(true);
  expect([calls('availableWorkers'), calls('workerChannel')]).toEqual([3, 3]);
});

test('known: three whose channel is switched off say nothing about a fourth', async () => {
  for (const number of [1, 2, 3, 4])
    twilio.workerChannels.set(`WK${number}`, { available: number === 4, availableCapacityPercentage: 100 });
  expect(await ask()).toBeNull();
});

describe('not known, the workers are read one by one', () => {
  beforeEach(() => {
    twilio.listKnowsCapacity = false;
  });

  test('19 of them', async () => {
    given(...Array(19).fill(0));
    expect(await ask()).toBe(false);
    expect(calls('workerChannel')).toBe(19);
  });

  test('20 and not more: nobody knows about the others', async () => {
    given(...Array(21).fill(0));
    expect(await ask()).toBeNull();
    expect(calls('workerChannel')).toBe(20);
  });

  test('one with room among the first 20 is enough', async () => {
    given(...Array(19).fill(0), 33, ...Array(100).fill(0));
    expect(await ask()).toBe(true);
  });
});

test('a worker who has gone meanwhile has no room', async () => {
  given(100);
  twilio.log.before('taskRouter.workerChannel', () => twilio.workerChannels.clear());
  expect(await ask()).toBe(false);
});
