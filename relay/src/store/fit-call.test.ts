import type { ModelMessage } from '../model/model';
import type { SavedCall } from './call-store';
import { fitCall } from './fit-call';

const call = (history: ModelMessage[]): SavedCall => ({
  history,
  language: 'en-US',
  turns: 1,
  tokens: 0,
  toolCalls: 0,
  beganAt: '2026-11-20T10:00:00.000Z',
});
const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const greeting: ModelMessage = { role: 'assistant', content: 'Welcome!' };
const turn = (number: number): ModelMessage[] => [
  { role: 'user', content: `Question ${number}, größer` },
  { role: 'assistant', content: '', toolCalls: [{ id: `t${number}`, name: 'order_status', arguments: '{}' }] },
  { role: 'tool', toolCallId: `t${number}`, content: 'shipped' },
  { role: 'assistant', content: 'It is on its way.' },
];

test('README example: what fits stays as it is', () => {
  const whole = call([greeting, ...turn(1)]);
  expect(fitCall(whole, sizeOf(whole))).toBe(whole);
  expect(fitCall(call([]), 200)).toEqual(call([]));
});

test('one byte less costs the greeting, then the oldest turns, always as a whole', () => {
  const history = [greeting, ...turn(1), ...turn(2), ...turn(3)];
  const possible = [history, [...turn(1), ...turn(2), ...turn(3)], [...turn(2), ...turn(3)], turn(3)].map(call);
  for (let bytes = sizeOf(possible[0]); bytes >= sizeOf(possible[3]); bytes -= 1) {
    const fitted = fitCall(call(history), bytes);
    expect(sizeOf(fitted)).toBeLessThanOrEqual(bytes);
    expect(possible).toContainEqual(fitted);
  }
  expect(fitCall(call(history), sizeOf(possible[2])).history).toEqual(possible[2]?.history);
});

test('of a last turn that is too long the texts are shortened, and its tool calls keep their results', () => {
  const long = turn(1).map((message) =>
    message.role === 'tool' ? { ...message, content: 'x'.repeat(9000) } : message,
  );
  expect(fitCall(call([...turn(0), ...long]), 2000).history).toEqual(
    turn(1).map((message) => (message.role === 'tool' ? { ...message, content: `${'x'.repeat(400)}…` } : message)),
  );
});

test('when that is too much as well, its tool calls go, and at last everything', () => {
  const calls = Array.from({ length: 9 }, (_, index) => ({
    id: `t${index}`,
    name: 'find',
    arguments: 'y'.repeat(500),
  }));
  const history: ModelMessage[] = [
    { role: 'user', content: 'Find it' },
    { role: 'assistant', content: 'One moment', toolCalls: calls },
    ...calls.map(({ id }): ModelMessage => ({ role: 'tool', toolCallId: id, content: 'no' })),
  ];
  expect(fitCall(call(history), 1000).history).toEqual([
    { role: 'user', content: 'Find it' },
    { role: 'assistant', content: 'One moment' },
  ]);
  expect(fitCall(call(history), sizeOf(call([])) + 10).history).toEqual([]);
});
