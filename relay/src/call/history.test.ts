import { type AssistantMessage, History } from './history';

const CALLS = [{ id: '1', name: 'status', arguments: '{}' }];

it('takes a tool call and its results in together, and what came meanwhile after them', async () => {
  const history = new History([{ role: 'user', content: 'Where?' }]);
  history.beginTools();
  history.add({ role: 'user', content: 'Hello?' });
  const whole = history.whole;
  expect(history.messages).toEqual([{ role: 'user', content: 'Where?' }]);
  expect(history.last).toEqual({ role: 'user', content: 'Hello?' });
  history.endTools({ role: 'assistant', content: '', toolCalls: CALLS }, [
    { role: 'tool', toolCallId: '1', content: 'here' },
  ]);
  await whole;
  expect(history.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'user']);
  expect(history.whole).toBeUndefined();
});

it('forgets what was not heard, but not a tool call', () => {
  const words: AssistantMessage = { role: 'assistant', content: 'Well then' };
  const call: AssistantMessage = { role: 'assistant', content: 'Let me look', toolCalls: CALLS };
  const history = new History([words, call]);
  history.cut(words, '');
  history.cut(call, '');
  expect(history.messages).toEqual([{ role: 'assistant', content: '', toolCalls: CALLS }]);
});

it('gives a copy that later cuts do not reach', () => {
  const words: AssistantMessage = { role: 'assistant', content: 'Well then' };
  const history = new History([words]);
  const copy = history.copy();
  history.cut(words, 'Well');
  expect(copy).toEqual([{ role: 'assistant', content: 'Well then' }]);
});
