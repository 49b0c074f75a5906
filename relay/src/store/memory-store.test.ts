import type { SavedCall } from './call-store';
import { memoryStore } from './memory-store';

const saved = (turns: number): SavedCall => ({
  history: [{ role: 'user', content: 'Hello' }],
  language: 'en-US',
  turns,
  tokens: 0,
  toolCalls: 0,
  beganAt: '2026-11-20T10:00:00.000Z',
});
const line = (text: string) => ({ at: '2026-11-20T10:00:00.000Z', who: 'bot' as const, text });

test('README example: what was saved is loaded, and a pass is one session’s', async () => {
  const store = memoryStore();
  expect(await store.load('CA1')).toBeUndefined();
  await store.save('CA1', saved(1));
  expect(await store.load('CA1')).toEqual(saved(1));
  const use = (callSid: string, sessionId: string) => store.usePass(callSid, 'pass', sessionId);
  expect(await use('CA1', 'VX1')).toBe(true);
  expect(await use('CA1', 'VX2')).toBe(false);
  expect(await use('CA1', 'VX1')).toBe(true);
  expect(await use('CA2', 'VX2')).toBe(true);
  await store.append('CA1', [line('one')]);
  await store.append('CA1', [line('two')]);
  expect(store.transcript('CA1')).toEqual([line('one'), line('two')]);
  await store.correct('CA1', line('one'), 'on');
  await store.correct('CA1', line('two'), '');
  expect(store.transcript('CA1')).toEqual([line('on')]);
  expect([store.transcriptName('CA1'), await store.ready()]).toEqual([undefined, true]);
});

test('what happens to the history afterwards does not change what was saved', async () => {
  const store = memoryStore();
  const call = saved(1);
  await store.save('CA1', call);
  call.history.push({ role: 'assistant', content: 'Hi' });
  expect(await store.load('CA1')).toEqual(saved(1));
});

test('a call is forgotten after its time, and the oldest when there are too many', async () => {
  let now = 0;
  const store = memoryStore({ ttlSeconds: 60, maximumCalls: 2, now: () => now });
  await store.save('CA1', saved(1));
  now = 59_999;
  expect(await store.load('CA1')).toEqual(saved(1));
  now = 60_000;
  expect(await store.load('CA1')).toBeUndefined();
  for (const callSid of ['CA2', 'CA3', 'CA2', 'CA4']) await store.save(callSid, saved(2));
  expect(await Promise.all(['CA2', 'CA3', 'CA4'].map(async (sid) => (await store.load(sid))?.turns))).toEqual([
    2,
    undefined,
    2,
  ]);
});

test('of a transcript the last thousand lines stay', async () => {
  const store = memoryStore();
  await store.append(
    'CA1',
    Array.from({ length: 1001 }, (_, index) => line(String(index))),
  );
  expect([store.transcript('CA1').length, store.transcript('CA1')[0]?.text]).toEqual([1000, '1']);
});
