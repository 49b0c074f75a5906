import type { SavedCall, TranscriptLine } from '../store/call-store';
import { memoryStore } from '../store/memory-store';
import { allDone } from '../testing/test-clock';
import { CallRecord } from './call-record';

const line = (text: string): TranscriptLine => ({ at: '2026-11-20T09:00:00.000Z', who: 'caller', text });
const state = (turns: number): SavedCall => ({
  history: [],
  language: 'en-US',
  turns,
  tokens: 0,
  toolCalls: 0,
  beganAt: '2026-11-20T09:00:00.000Z',
});

it('writes lines in order and the newest state, one write at a time', async () => {
  const written: unknown[] = [];
  let release = () => {};
  const store = {
    ...memoryStore(),
    append: (_: string, lines: readonly TranscriptLine[]) => {
      written.push(lines.map(({ text }) => text));
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    },
    save: async (_: string, { turns }: SavedCall) => {
      written.push(turns);
    },
  };
  const record = new CallRecord(store, 'CA1', () => {});
  record.add(line('one'));
  record.save(() => state(1));
  record.add(line('two'));
  expect(written).toEqual([]);
  await allDone();
  record.add(line('three'));
  record.save(() => state(2));
  record.save(() => state(3));
  await allDone();
  expect(written).toEqual([['one', 'two'], 1]);
  release();
  await allDone();
  expect(written).toEqual([['one', 'two'], 1, ['three'], 3]);
});

it('keeps what could not be written, and tells without the words', async () => {
  const memory = memoryStore();
  const logged: unknown[] = [];
  let isAway = true;
  const append = async (callSid: string, lines: readonly TranscriptLine[]) => {
    if (isAway) throw new Error('away');
    await memory.append(callSid, lines);
  };
  const record = new CallRecord({ ...memory, append }, 'CA1', (...entry) => logged.push(entry));
  record.add(line('one'));
  await allDone();
  expect(logged).toEqual([['error', 'store-failed', { callSid: 'CA1', what: 'append', problem: 'away' }]]);
  isAway = false;
  record.add(line('two'));
  await record.written();
  expect(memory.transcript('CA1').map(({ text }) => text)).toEqual(['one', 'two']);
});
