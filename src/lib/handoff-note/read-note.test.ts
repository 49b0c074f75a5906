import { handoffRecords, type RequestedHandoff } from '../handoff/handoff-record';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { plainSid, sid } from '../testing/sid';
import { TaskSid } from '../twilio/sids';
import type { HandoffNote } from './handoff-note';
import { noteRecords } from './note-record';
import { readNote } from './read-note';

const CALL = plainSid('CA');
const CONVERSATION = plainSid('CH');
const TASK = sid(TaskSid, 'WT');
const JANE = plainSid('WK', 1);
const BOB = plainSid('WK', 2);
const NOTE: HandoffNote = {
  reasonCode: 'customer-asked',
  summary: 'A lamp',
  collected: { order: '4711' },
  channel: 'voice',
};
const LINES = [
  { at: '2026-11-20T10:00:00.000Z', who: 'bot', text: 'Hello' },
  { at: '2026-11-20T10:00:02.000Z', who: 'caller', text: 'A person, please' },
];

class Setting {
  readonly twilio = new MemoryTwilio();
  readonly records = noteRecords(this.twilio.parts.sync, 30, this.twilio.clock.now);

  constructor(attributes: Record<string, unknown> = { handoffRef: `handoff-note.${CALL}` }) {
    this.twilio.tasks.push({ sid: TASK, status: 'reserved', attributes, createdAt: new Date() });
    this.twilio.holders.set(TASK, JANE);
  }

  read(workerSid = JANE, taskSid = TASK) {
    return readNote({ twilio: this.twilio.parts, days: 30, now: this.twilio.clock.now }, workerSid, taskSid);
  }

  chat(request: Partial<RequestedHandoff['request']>) {
    const whole = { id: 'one', askAgainAt: 0, channelType: 'web' as const, taskAttributes: '{}', bot: [], others: [] };
    return handoffRecords(this.twilio.parts.sync, this.twilio.clock.now).createOrRead(CONVERSATION, {
      state: 'requested',
      site: 'default',
      locale: 'en',
      request: { ...whole, ...request },
    });
  }
}

test('README example: the agent to whom a call rings reads why, and what was said', async () => {
  const setting = new Setting();
  await setting.records.createOrRead(CALL, { note: NOTE, sessionId: 'VX1' });
  setting.twilio.sync.items.set(`call-transcript.${CALL}`, LINES);
  setting.twilio.log.calls.length = 0;
  expect(await setting.read()).toEqual({ note: NOTE, transcript: LINES });
  expect(setting.twilio.log.waves()).toEqual([
    ['tasks.fetch', 'tasks.isHeldBy'],
    ['sync.fetch', 'sync.items'],
  ]);
});

test('nobody else reads it, also who had it before', async () => {
  const setting = new Setting();
  await setting.records.createOrRead(CALL, { note: NOTE, sessionId: 'VX1' });
  expect(await refusal(setting.read(BOB))).toEqual([403, 'task_not_held']);
  setting.twilio.holders.delete(TASK);
  expect(await refusal(setting.read(JANE))).toEqual([403, 'task_not_held']);
  expect(setting.twilio.log.names()).not.toContain('sync.items');
});

test('a task that is gone', async () => {
  expect(await refusal(new Setting().read(JANE, sid(TaskSid, 'WT', 2)))).toEqual([404, 'task_unknown']);
});

test('the call goes on: what is there so far', async () => {
  const setting = new Setting();
  expect(await setting.read()).toEqual({ note: {}, transcript: [] });
});

test('after its days a note is not told any more, though Sync may still have it', async () => {
  const setting = new Setting();
  await setting.records.createOrRead(CALL, { note: NOTE, sessionId: 'VX1' });
  setting.twilio.clock.milliseconds += 30 * 24 * 3600_000;
  expect((await setting.read()).note).toEqual({});
});

test('lines that are none are left out', async () => {
  const setting = new Setting();
  setting.twilio.sync.items.set(`call-transcript.${CALL}`, [
    null,
    'text',
    { who: 'system', text: 'x', at: '' },
    ...LINES,
  ]);
  expect((await setting.read()).transcript).toEqual(LINES);
});

test('of a very long call the last lines', async () => {
  const setting = new Setting();
  const lines = Array.from({ length: 600 }, (_, at) => ({ at: String(at), who: 'bot', text: 'x' }));
  setting.twilio.sync.items.set(`call-transcript.${CALL}`, lines);
  expect((await setting.read()).transcript).toEqual(lines.slice(100));
});

describe('a chat', () => {
  const chat = () => new Setting({ handoffRef: `handoff.${CONVERSATION}` });

  test('that a bot handed over has its note, and the transcript where the note names one', async () => {
    const setting = chat();
    const note: HandoffNote = { ...NOTE, channel: 'web', transcript: 'lines.of-the-bot' };
    await setting.chat({ note });
    setting.twilio.sync.items.set('lines.of-the-bot', LINES);
    expect(await setting.read()).toEqual({ note, transcript: LINES });
  });

  test('with a summary alone has that', async () => {
    const setting = chat();
    await setting.chat({ summary: 'A lamp' });
    expect(await setting.read()).toEqual({ note: { summary: 'A lamp' }, transcript: [] });
  });

  test('that a flow handed over has none', async () => {
    expect(await chat().read()).toEqual({ note: {}, transcript: [] });
  });
});

test.each([undefined, 7, '', 'handoff-note.', `video.${CONVERSATION}`, `handoff-note.${CALL}.x`, `call.${CALL}`])(
  'a task that points to %s has no note',
  async (handoffRef) => {
    const setting = new Setting({ handoffRef });
    expect(await setting.read()).toEqual({ note: {}, transcript: [] });
    expect(setting.twilio.log.names()).toEqual(['tasks.fetch', 'tasks.isHeldBy']);
  },
);
