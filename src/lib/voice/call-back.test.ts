import { taskAttributes } from '../handoff/task-attributes';
import { noteRecords } from '../handoff-note/note-record';
import { throttled, unanswered } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { sid } from '../testing/sid';
import { CallSid, WorkflowSid } from '../twilio/sids';
import { type CallBackInput, callBack } from './call-back';
import { callBackClaims } from './call-back-claims';

const CALL = sid(CallSid, 'CA');
const WORKFLOW = sid(WorkflowSid, 'WW');
const FROM = '+15551234567';
const OURS = '+43150505';

class Setting {
  readonly twilio = new MemoryTwilio();
  readonly log = this.twilio.log;
  readonly notes: string[] = [];
  /** Milliseconds that the request has left. */
  remaining = 8000;
  readonly #sync = this.twilio.parts.sync;
  readonly records = noteRecords(this.#sync, 30, this.twilio.clock.now);

  ask(fields: Partial<CallBackInput> = {}, configured: { workflowSid?: WorkflowSid } = { workflowSid: WORKFLOW }) {
    const { now, pause } = this.twilio.clock;
    return callBack(
      {
        twilio: this.twilio.parts,
        claims: callBackClaims(this.#sync, now),
        notes: this.records,
        taskAttributes,
        workflowSid: configured.workflowSid,
        deadline: { remaining: () => this.remaining },
        pause,
        now,
        note: ({ problem }) => void this.notes.push(problem),
      },
      { CallSid: CALL, From: FROM, To: OURS, site: '', language: '', note: '', ...fields },
    );
  }
}

test('README example: one task, which names the number and points to the note', async () => {
  const setting = new Setting();
  await setting.records.createOrRead(CALL, {
    note: {
      reasonCode: 'customer-asked',
      summary: 'A lamp',
      language: 'de-DE',
      channel: 'voice',
      collected: { order: '4711' },
    },
    sessionId: 'VX1',
  });
  const answer = await setting.ask();
  expect(setting.log.of('tasks.create')).toEqual([
    [{ workflowSid: WORKFLOW, taskChannel: 'voice', timeout: 86_400, attributes: expect.any(String) }],
  ]);
  expect(answer).toEqual({ state: 'asked', taskSid: setting.twilio.tasks[0]?.sid });
  expect(setting.twilio.tasks.map(({ attributes }) => attributes)).toEqual([
    {
      taskType: 'callback',
      callBackData: {
        numberToCall: FROM,
        numberToCallFrom: OURS,
        attempts: 0,
        utcDateTimeReceived: '2026-11-20T10:00:00.000Z',
      },
      channelType: 'voice',
      direction: 'inbound',
      callSid: CALL,
      handoffRef: `handoff-note.${CALL}`,
      site: 'default',
      language: 'de-DE',
      languageBase: 'de',
      verified: false,
      customerAddress: FROM,
      reasonCode: 'customer-asked',
      conversations: { communication_channel: 'Call', initiated_by: 'Customer' },
      name: FROM,
      customerName: FROM,
      from: FROM,
      topic: '',
      customers: { name: FROM },
      summary: 'A lamp',
    },
  ]);
});

test('asked again, or twice at the same time, there is one task', async () => {
  const setting = new Setting();
  const answers = await Promise.all([setting.ask(), setting.ask()]);
  answers.push(await setting.ask());
  expect(setting.twilio.tasks).toHaveLength(1);
  expect(answers).toEqual(Array(3).fill({ state: 'asked', taskSid: setting.twilio.tasks[0]?.sid }));
});

test('whoever has claimed it and never made it is waited for, and then it is made', async () => {
  const setting = new Setting();
  await callBackClaims(setting.twilio.parts.sync, setting.twilio.clock.now).createOrRead(CALL, { claimed: true });
  expect((await setting.ask()).state).toBe('asked');
  expect(setting.twilio.clock.pauses).toEqual([300, 900, 1800]);
});

test('with little time left nobody is waited for: rather two tasks than none', async () => {
  const setting = new Setting();
  setting.remaining = 4500;
  await callBackClaims(setting.twilio.parts.sync, setting.twilio.clock.now).createOrRead(CALL, { claimed: true });
  expect((await setting.ask()).state).toBe('asked');
  expect(setting.twilio.clock.pauses).toEqual([300, 900]);
});

test('the answer of TaskRouter is lost: the task that it made is found', async () => {
  const setting = new Setting();
  setting.log.loseAnswer('tasks.create', unanswered());
  expect(await setting.ask()).toEqual({ state: 'asked', taskSid: setting.twilio.tasks[0]?.sid });
  expect(setting.twilio.tasks).toHaveLength(1);
});

test.each(['sync.create', 'sync.fetch', 'tasks.callingBack'])(
  'without %s there is a task all the same',
  async (call) => {
    const setting = new Setting();
    setting.log.fail(call, throttled());
    expect((await setting.ask({ note: '{"reasonCode":"no-answer","summary":"A lamp"}' })).state).toBe('asked');
    expect(setting.twilio.tasks[0]?.attributes).toMatchObject({ summary: 'A lamp', reasonCode: 'no-answer' });
  },
);

test('TaskRouter makes none: the flow hears of it', async () => {
  const setting = new Setting();
  setting.log.fail('tasks.create', throttled());
  await expect(setting.ask()).rejects.toThrow(throttled().message);
  setting.log.mend();
  expect((await setting.ask()).state).toBe('asked');
});

test.each([
  '',
  'anonymous',
  'Restricted',
  '+266696687',
  '+7378742833',
  '+8656696',
  'client:ada',
  '12',
  '+15551234567 OR 1==1',
])('nobody can call "%s" back', async (From) => {
  const setting = new Setting();
  expect(await setting.ask({ From })).toEqual({ state: 'no_number' });
  expect(setting.log.names()).toEqual([]);
});

test('no workflow is configured', async () => {
  const setting = new Setting();
  expect(await refusal(setting.ask({}, {}))).toEqual([500, 'config_invalid']);
  expect(setting.twilio.tasks).toEqual([]);
});
