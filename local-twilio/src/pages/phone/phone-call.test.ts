import { PhoneCall } from './phone-call';
import type { ToPhone } from './phone-connection';

const speech = (turn: number, text: string, state: 'speaking' | 'said' | 'interrupted'): ToPhone => ({
  type: 'speech',
  turn,
  voice: 'bot',
  text,
  state,
});

function callOf(...frames: ToPhone[]): PhoneCall {
  const call = new PhoneCall();
  for (const [index, frame] of frames.entries()) call.take(frame, index * 1000);
  return call;
}

test('a turn grows word by word in one line, and is read out when it is whole', () => {
  const call = callOf(speech(1, 'Good', 'speaking'), speech(1, 'Good morning', 'speaking'));
  expect(call.lines.map(({ text, state }) => [text, state])).toEqual([['Good morning', 'speaking']]);
  expect([call.isSpeaking, call.lastHeard]).toEqual([true, '']);
  call.take(speech(1, 'Good morning', 'said'), 0);
  expect([call.isSpeaking, call.lastHeard]).toEqual([false, 'Assistant: Good morning']);
});

test('what the caller says stands after what was heard up to then; a turn that was cut off says so', () => {
  const call = callOf(speech(1, 'Why do programmers', 'speaking'));
  call.say('Stop');
  call.take(speech(1, 'Why do programmers', 'interrupted'), 0);
  call.take(speech(2, 'Yes?', 'said'), 0);
  expect(call.lines.map(({ who, text }) => `${who}: ${text}`)).toEqual([
    'bot: Why do programmers',
    'caller: Stop',
    'bot: Yes?',
  ]);
  expect(callOf(speech(1, 'Why', 'interrupted')).lastHeard).toBe('Assistant: Why, interrupted');
});

test('a turn of which nothing was heard leaves nothing behind', () => {
  expect(callOf(speech(1, '', 'interrupted')).lines).toEqual([]);
});

test('a call rings, is answered, waits and ends, and knows when', () => {
  const call = callOf({ type: 'status', status: 'ringing' });
  expect(call.state).toBe('ringing');
  call.take({ type: 'status', status: 'in-progress' }, 1000);
  call.take({ type: 'hold', on: true }, 2000);
  expect([call.state, call.isHeld]).toEqual(['talking', true]);
  call.take({ type: 'status', status: 'completed' }, 61_000);
  expect([call.state, call.reason, call.isHeld]).toEqual(['over', 'Call ended', false]);
  expect([call.answeredAt, call.endedAt]).toEqual([1000, 61_000]);
});

test.each([
  ['busy', 'The line is busy'],
  ['no-answer', 'No answer'],
] as const)('a call that ends as %s says: %s', (status, words) => {
  expect(callOf({ type: 'status', status }).reason).toBe(words);
});

test('whoever calls this phone is named', () => {
  const call = callOf({ type: 'status', status: 'ringing' }, { type: 'incoming', from: '+15005550006' });
  expect([call.state, call.reason]).toEqual(['incoming', '+15005550006']);
});
