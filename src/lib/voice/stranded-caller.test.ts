import * as v from 'valibot';
import { MemoryTwilio } from '../testing/memory-twilio';
import { CallSid } from '../twilio/sids';
import { helpStrandedCaller } from './stranded-caller';

const CALL = v.parse(CallSid, `CA${'1'.repeat(32)}`);

async function told(event: object, attributes: object = {}) {
  const twilio = new MemoryTwilio();
  twilio.liveCalls.set(CALL, 'hold music');
  const problems: string[] = [];
  await helpStrandedCaller(
    { twilio: twilio.parts, domainName: 'handoff.twil.io', note: ({ problem }) => void problems.push(problem) },
    {
      EventType: 'task.canceled',
      TaskChannelUniqueName: 'voice',
      TaskAttributes: JSON.stringify({ callSid: CALL, site: 'default', language: 'de-DE', ...attributes }),
      ...event,
    },
  );
  return { hears: twilio.liveCalls.get(CALL), problems };
}

test('a caller whose task was given up goes to the offer, in their language', async () => {
  expect(await told({})).toEqual({
    hears: 'https://handoff.twil.io/agent-handoff?after=queue&site=default&language=de-DE',
    problems: [],
  });
});

test.each([
  ['a chat', { TaskChannelUniqueName: 'chat' }],
  ['another event', { EventType: 'task.completed' }],
  ['a task of somebody else', { TaskAttributes: '{"call_sid":"CA1"}' }],
  ['attributes that are no JSON', { TaskAttributes: '{' }],
])('nothing happens to %s', async (_what, event) => {
  expect((await told(event)).hears).toBe('hold music');
});

test('a callback that is canceled redirects nobody', async () => {
  expect((await told({}, { taskType: 'callback' })).hears).toBe('hold music');
});

test('a caller who has hung up is no problem', async () => {
  expect((await told({}, { callSid: `CA${'2'.repeat(32)}` })).problems).toEqual([]);
});
