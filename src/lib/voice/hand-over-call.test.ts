import * as v from 'valibot';
import { germanVoice } from '../../words/de/voice';
import { taskAttributes } from '../handoff/task-attributes';
import { noteRecords } from '../handoff-note/note-record';
import { throttled } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { plainSid, sid } from '../testing/sid';
import { WorkflowSid } from '../twilio/sids';
import { flowAnswer, twimlAnswer } from './call-answer';
import { AgentHandoffInput } from './call-input';
import { handOverCall } from './hand-over-call';
import { spokenLanguage } from './spoken-language';

const CALL = plainSid('CA');
const WORKFLOW = sid(WorkflowSid, 'WW');
const FROM = '+15551234567';
const NOTE = {
  reasonCode: 'customer-asked',
  reason: 'Wants a person',
  topic: 'returns',
  language: 'de-DE',
  summary: 'Will eine Lampe zurückgeben.',
  sentiment: 'negative',
  collected: { order: '4711' },
  channel: 'voice',
  transcript: 'call-transcript.other',
};
const HANDS_OVER = { SessionId: 'VX1', SessionStatus: 'ended', HandoffData: JSON.stringify(NOTE) };
const LOST = { SessionId: 'VX1', SessionStatus: 'failed', ErrorCode: '64105' };

class Setting {
  readonly twilio = new MemoryTwilio();
  readonly notes: string[] = [];

  async step(fields: object, reconnects = 2) {
    const records = noteRecords(this.twilio.parts.sync, 30, this.twilio.clock.now);
    const note = ({ problem }: { problem: string }) => void this.notes.push(problem);
    const input = { CallSid: CALL, From: FROM, To: '+43150505', CallStatus: 'in-progress', ...fields };
    const { sync } = this.twilio.parts;
    return handOverCall(
      { records, spokenLanguage: (call) => spokenLanguage(sync, call), taskAttributes, reconnects, note },
      v.parse(AgentHandoffInput, input),
    );
  }

  async asFlow(fields: object) {
    const { attributes, ...answer } = flowAnswer(await this.step(fields));
    return { ...answer, attributes: attributes === '' ? '' : (JSON.parse(attributes) as Record<string, unknown>) };
  }

  async asTwiml(fields: object, { workflowSid }: { workflowSid?: WorkflowSid } = { workflowSid: WORKFLOW }) {
    return twimlAnswer(await this.step(fields), 'handoff-1234-dev.twil.io', workflowSid).xml;
  }

  /** What is kept for the agent. */
  kept(): unknown {
    return (this.twilio.sync.documents.get(`handoff-note.${CALL}`)?.data as { value: unknown } | undefined)?.value;
  }
}

const ATTRIBUTES = {
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
  sentiment: 'negative',
  conversations: { communication_channel: 'Call', initiated_by: 'Customer' },
  name: FROM,
  customerName: FROM,
  from: FROM,
  topic: 'returns',
  customers: { name: FROM },
  reason: 'Wants a person',
  summary: 'Will eine Lampe zurückgeben.',
};
const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const TASK = /<Task timeout="300">(.*)<\/Task>/;
/** Escaped, as it stands in TwiML. */
const AFTER_QUEUE = 'https://handoff-1234-dev.twil.io/agent-handoff?after=queue&amp;site=default&amp;language=de-DE';

test('README example: the bot hands over; the task says why, and the whole note is kept', async () => {
  const setting = new Setting();
  const answer = await setting.asFlow(HANDS_OVER);
  expect(answer).toEqual({
    next: 'agent',
    attributes: ATTRIBUTES,
    attempt: 0,
    say: '',
    language: 'de-DE',
    words: {
      toAgent: expect.stringContaining('verbinde'),
      offerCallBack: expect.stringContaining('zurückrufen'),
      callBackPromised: expect.stringContaining('Wir rufen Sie'),
      callAgain: expect.stringContaining('noch einmal an'),
      goodbye: expect.stringContaining('Auf Wiederhören'),
    },
  });
  expect(setting.kept()).toEqual({ note: { ...NOTE, transcript: `call-transcript.${CALL}` }, sessionId: 'VX1' });
  expect(setting.notes).toEqual([]);
  expect(setting.twilio.log.names()).toEqual(['sync.create']);
});

test('what a customer has told stands in the note, and not in the task', async () => {
  const { attributes } = await new Setting().asFlow(HANDS_OVER);
  expect(JSON.stringify(attributes)).not.toContain('"4711"');
});

test('without a flow the call goes into the queue of an agent', async () => {
  const xml = await new Setting().asTwiml(HANDS_OVER);
  const [, task = ''] = TASK.exec(xml) ?? [];
  expect(xml.replace(task, 'TASK')).toBe(
    `${XML}<Response><Enqueue workflowSid="${WORKFLOW}" action="${AFTER_QUEUE}" method="POST"><Task timeout="300">TASK</Task></Enqueue></Response>`,
  );
  expect(JSON.parse(task)).toEqual(ATTRIBUTES);
});

test('markup in a note stays text', async () => {
  const summary = '</Task></Enqueue><Hangup/> & "{{flow.secret}}" \u0000';
  const xml = await new Setting().asTwiml({ ...HANDS_OVER, HandoffData: JSON.stringify({ ...NOTE, summary }) });
  const [, task = ''] = TASK.exec(xml) ?? [];
  expect(xml).not.toContain('<Hangup/>');
  const text = task.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  expect((JSON.parse(text) as { summary: string }).summary).toBe(summary.trim());
});

describe('a repeat', () => {
  test('has the same answer, and changes nothing that is kept', async () => {
    const setting = new Setting();
    const first = [await setting.asFlow(HANDS_OVER), await setting.asTwiml(HANDS_OVER), setting.kept()];
    expect([await setting.asFlow(HANDS_OVER), await setting.asTwiml(HANDS_OVER), setting.kept()]).toEqual(first);
  });

  test('has it also where Sync was down the first time, or is the second time', async () => {
    const setting = new Setting();
    setting.twilio.log.fail('sync.create', throttled());
    const first = await setting.asFlow(HANDS_OVER);
    expect(setting.kept()).toBeUndefined();
    setting.twilio.log.mend();
    expect(await setting.asFlow(HANDS_OVER)).toEqual(first);
    setting.twilio.log.fail('sync.create', throttled());
    setting.twilio.log.fail('sync.fetch', throttled());
    expect(await setting.asFlow(HANDS_OVER)).toEqual(first);
  });

  test('two at the same time agree', async () => {
    const setting = new Setting();
    const [one, other] = await Promise.all([setting.asFlow(HANDS_OVER), setting.asFlow(HANDS_OVER)]);
    expect(one).toEqual(other);
  });

  test('of a session that was told before has what was kept then', async () => {
    const setting = new Setting();
    const first = await setting.asFlow(HANDS_OVER);
    expect(await setting.asFlow({ ...HANDS_OVER, HandoffData: '{"reasonCode":"no-answer"}' })).toEqual(first);
  });

  test('of a reconnection says the same attempt', async () => {
    const setting = new Setting();
    expect([await setting.asFlow(LOST), await setting.asFlow(LOST)].map(({ attempt }) => attempt)).toEqual([1, 1]);
  });
});

test('what a later session of the call tells takes the place of the earlier', async () => {
  const setting = new Setting();
  await setting.asFlow(HANDS_OVER);
  const later = { ...HANDS_OVER, SessionId: 'VX2', HandoffData: '{"reasonCode":"no-answer","summary":"Again"}' };
  expect((await setting.asFlow(later)).attributes).toMatchObject({ summary: 'Again', reasonCode: 'no-answer' });
  expect(setting.kept()).toMatchObject({ sessionId: 'VX2', note: { summary: 'Again' } });
});

describe('the caller has hung up', () => {
  test('nobody is asked, and what the bot told is kept', async () => {
    const setting = new Setting();
    const answer = await setting.asFlow({ ...HANDS_OVER, CallStatus: 'completed' });
    expect([answer.next, answer.attributes]).toEqual(['done', '']);
    expect(setting.kept()).toMatchObject({ note: { summary: NOTE.summary } });
    const xml = await setting.asTwiml({ ...HANDS_OVER, CallStatus: 'completed' });
    expect(xml).toBe(`${XML}<Response><Hangup/></Response>`);
  });

  test('where the bot told nothing, nothing is kept, and Twilio is not asked', async () => {
    const setting = new Setting();
    expect((await setting.asFlow({ SessionStatus: 'completed', CallStatus: 'completed' })).next).toBe('done');
    expect([setting.kept(), setting.twilio.log.names()]).toEqual([undefined, []]);
  });
});

describe('the connection was lost', () => {
  test('another session begins, and Twilio is asked nothing', async () => {
    const setting = new Setting();
    expect(await setting.asFlow({ ...LOST, attempt: '1' })).toMatchObject({
      next: 'reconnect',
      attempt: 2,
      attributes: '',
    });
    expect(await setting.asTwiml(LOST)).toBe(
      `${XML}<Response><Redirect method="POST">https://handoff-1234-dev.twil.io/relay-twiml?attempt=1&amp;site=default&amp;language=en-US</Redirect></Response>`,
    );
    expect(setting.twilio.log.names()).toEqual([]);
  });

  test('too often: an agent takes the call, and the caller hears that one comes', async () => {
    const setting = new Setting();
    const answer = await setting.asFlow({ ...LOST, attempt: '2' });
    expect(answer).toMatchObject({
      next: 'agent',
      attempt: 2,
      say: 'One moment please, I am connecting you with one of our team.',
      language: 'en-US',
      attributes: { reasonCode: 'bot-failed', handoffRef: `handoff-note.${CALL}`, topic: '' },
    });
    expect(setting.kept()).toEqual({
      note: { reasonCode: 'bot-failed', channel: 'voice', transcript: `call-transcript.${CALL}` },
      sessionId: 'VX1',
    });
    const xml = await setting.asTwiml({ ...LOST, attempt: '2' });
    const [, task = ''] = TASK.exec(xml) ?? [];
    expect(xml.replace(task, 'TASK')).toBe(
      `${XML}<Response><Say language="en-US">One moment please, I am connecting you with one of our team.</Say>` +
        `<Enqueue workflowSid="${WORKFLOW}" action="${AFTER_QUEUE.replace('de-DE', 'en-US')}" method="POST">` +
        '<Task timeout="300">TASK</Task></Enqueue></Response>',
    );
    expect(JSON.parse(task)).toEqual(answer.attributes);
  });

  test('another session, and words of ours, are in the language with which the call began', async () => {
    const setting = new Setting();
    expect(await setting.asTwiml({ ...LOST, language: 'de' })).toBe(
      `${XML}<Response><Redirect method="POST">https://handoff-1234-dev.twil.io/relay-twiml?attempt=1&amp;site=default&amp;language=de-DE</Redirect></Response>`,
    );
    const answer = await setting.asFlow({ ...LOST, attempt: '2', language: 'de' });
    expect([answer.language, answer.attributes]).toEqual(['de-DE', expect.objectContaining({ language: 'de-DE' })]);
  });

  test('the language that was spoken is known from what the relay has kept', async () => {
    const setting = new Setting();
    const saved = { savedAt: 1, call: { history: [], language: 'fr-FR', turns: 3 } };
    setting.twilio.sync.documents.set(`call.${CALL}`, { data: saved, revision: 0, ttl: 60 });
    const answer = await setting.asFlow({ ...LOST, attempt: '2' });
    expect([answer.language, answer.say]).toEqual(['fr-FR', expect.stringContaining('Un instant')]);
    expect(answer.attributes).toMatchObject({ language: 'fr-FR', languageBase: 'fr', reasonCode: 'bot-failed' });
    expect(setting.twilio.log.waves()).toEqual([['sync.fetch'], ['sync.create']]);
  });

  test.each([null, 'text', { call: 7 }, { call: { language: '<script>' } }])(
    'what is kept in another form, such as %j, tells nothing',
    async (data) => {
      const setting = new Setting();
      setting.twilio.sync.documents.set(`call.${CALL}`, { data, revision: 0, ttl: 60 });
      expect((await setting.asFlow({ ...LOST, attempt: '2' })).language).toBe('en-US');
    },
  );

  test('after the bot had told something by another way, the agent gets that', async () => {
    const setting = new Setting();
    await setting.asFlow(HANDS_OVER);
    expect((await setting.asFlow({})).attributes).toEqual(ATTRIBUTES);
  });
});

test.each([
  ['no JSON', 'Wants a person', { reasonCode: 'bot-cannot-help' }],
  ['an empty object', '{}', { reasonCode: 'bot-cannot-help' }],
  [
    'the fields of another bot',
    '{"reasonCode":"live-agent-handoff","reason":"Angry"}',
    { reasonCode: 'bot-cannot-help', reason: 'Angry' },
  ],
  [
    'a summary far too long',
    JSON.stringify({ ...NOTE, summary: 'x'.repeat(5000) }),
    { summary: `${'x'.repeat(239)}…` },
  ],
  ['a topic of another type', JSON.stringify({ ...NOTE, topic: { a: 1 } }), { topic: '', reason: 'Wants a person' }],
])('malformed: of %s an agent gets what can be saved', async (_, HandoffData, expected) => {
  const setting = new Setting();
  const answer = await setting.asFlow({ ...HANDS_OVER, HandoffData });
  expect([answer.next, answer.attributes]).toEqual(['agent', expect.objectContaining(expected)]);
  expect(setting.notes).toEqual([expect.stringContaining('HandoffData is not a HandoffNote: ')]);
  expect(setting.notes.join()).not.toMatch(/Angry|xxx/);
});

test('HandoffData given twice is told, though nobody can read it', async () => {
  expect((await new Setting().asFlow({ ...HANDS_OVER, HandoffData: ['{}', '{}'] })).next).toBe('agent');
});

describe('Sync is down', () => {
  test.each(['sync.create', 'sync.fetch', 'sync.update'])(
    '%s: the caller reaches an agent with what fits into the task',
    async (call) => {
      const setting = new Setting();
      await setting.asFlow({ ...HANDS_OVER, SessionId: 'VX0', HandoffData: '{"reasonCode":"no-answer"}' });
      setting.twilio.log.fail(call, throttled());
      const answer = await setting.asFlow(HANDS_OVER);
      expect([answer.next, answer.attributes]).toEqual(['agent', ATTRIBUTES]);
      expect(setting.notes).toEqual([expect.stringContaining('The note is not kept')]);
    },
  );
});

test('no workflow is configured, so the caller is told to call again', async () => {
  const xml = await new Setting().asTwiml(HANDS_OVER, {});
  expect(xml).toBe(`${XML}<Response><Say language="de-DE">${germanVoice.callAgain}</Say><Hangup/></Response>`);
});

test.each(['anonymous', '', 'sip:ada@sip.example', 'client:ada', `sip:${'a'.repeat(200)}@x`])(
  'who calls from "%s" reaches an agent',
  async (From) => {
    const { attributes } = flowAnswer(await new Setting().step({ ...HANDS_OVER, From }));
    expect(attributes.length).toBeLessThanOrEqual(1024);
    expect(JSON.parse(attributes)).toMatchObject({
      callSid: CALL,
      name: From.length > 60 ? expect.any(String) : From || 'Visitor',
    });
  },
);
