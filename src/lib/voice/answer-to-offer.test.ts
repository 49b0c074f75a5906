import * as v from 'valibot';
import { englishVoice } from '../../words/en/voice';
import { taskAttributes } from '../handoff/task-attributes';
import { noteRecords } from '../handoff-note/note-record';
import { MemoryTwilio } from '../testing/memory-twilio';
import { WorkflowSid } from '../twilio/sids';
import { answerToOffer } from './answer-to-offer';
import { callBackClaims } from './call-back-claims';
import { AgentHandoffInput } from './call-input';

const saying = (words: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Say language="en-US">${words}</Say><Hangup/></Response>`;
const WORKFLOW = v.parse(WorkflowSid, `WW${'1'.repeat(32)}`);

async function answered(fields: object, workflowSid: WorkflowSid | null = WORKFLOW) {
  const { parts, tasks } = new MemoryTwilio();
  const problems: string[] = [];
  const { xml } = await answerToOffer(
    {
      twilio: parts,
      claims: callBackClaims(parts.sync, Date.now),
      notes: noteRecords(parts.sync, 30, Date.now),
      taskAttributes,
      workflowSid: workflowSid ?? undefined,
      deadline: { remaining: () => 5000 },
      pause: async () => undefined,
      now: Date.now,
      note: ({ problem }) => void problems.push(problem),
    },
    v.parse(AgentHandoffInput, { CallSid: `CA${'1'.repeat(32)}`, From: '+12025550143', To: '+15005550006', ...fields }),
  );
  const [made] = tasks;
  return {
    xml,
    problems,
    language: made?.attributes.language,
    asked: tasks.map(({ attributes }) => attributes.taskType),
  };
}

test.each([{ Digits: '1' }, { SpeechResult: 'Yes, please.' }, { SpeechResult: 'ja' }])(
  '%j is a callback',
  async (fields) => {
    const { xml, asked } = await answered(fields);
    expect(xml).toBe(saying(englishVoice.callBackPromised));
    expect(asked).toEqual(['callback']);
  },
);

test.each([
  ['de-DE', 'de-DE'],
  ['', 'en-US'],
])('the agent is told in which language the caller was asked: %j', async (language, told) => {
  expect((await answered({ Digits: '1', language })).language).toBe(told);
});

test.each([{ Digits: '2' }, { SpeechResult: 'no' }, { SpeechResult: "Please don't." }, {}])(
  '%j is none, and the caller hears a goodbye',
  async (fields) => {
    const { xml, asked } = await answered(fields);
    expect(xml).toBe(saying(englishVoice.goodbye));
    expect(asked).toEqual([]);
  },
);

test.each([{ From: '+266696687' }, { CallSid: 'CA1' }])(
  '%j cannot be called back, and nothing is promised',
  async (fields) => {
    const { xml, asked } = await answered({ Digits: '1', ...fields });
    expect(xml).toBe(saying(englishVoice.callAgain));
    expect(asked).toEqual([]);
  },
);

test('without a workflow nothing is promised, and the log says why', async () => {
  const { xml, asked, problems } = await answered({ Digits: '1' }, null);
  expect(xml).toBe(saying(englishVoice.callAgain));
  expect([asked, problems]).toEqual([[], [expect.stringContaining('TASKROUTER_WORKFLOW_SID')]]);
});
