import { failure, type ScriptedAnswer, ScriptedTwilio } from '../testing/scripted-twilio';
import { sid } from '../testing/sid';
import { ExecutionSid, FlowSid } from './sids';
import { Studio } from './studio';

const FLOW = sid(FlowSid, 'FW');
const EXECUTION = sid(ExecutionSid, 'FN');
const PATH = `/v2/Flows/${FLOW}/Executions/${EXECUTION}`;
const widgets = { send_to_flex: { sid: 'KD1' } };
const state = (status: string): ScriptedAnswer => ({ status: 200, body: { sid: EXECUTION, status } });

function setting(...answers: ScriptedAnswer[]) {
  const twilio = new ScriptedTwilio(...answers);
  return { twilio, execution: () => new Studio(twilio.upstream, twilio.client).execution(FLOW, EXECUTION) };
}

afterEach(() => jest.restoreAllMocks());

test('README example: an execution that has ended, and what its widgets gave', async () => {
  const { twilio, execution } = setting(state('ended'), { status: 200, body: { context: { widgets } } });
  expect(await execution()).toEqual({ ended: true, widgets });
  expect(twilio.sent.map(({ line, host }) => [line, host])).toEqual([
    [`GET ${PATH}`, 'studio.twilio.com'],
    [`GET ${PATH}/Context`, 'studio.twilio.com'],
  ]);
});

test('one that is active', async () => {
  expect(await setting(state('active'), { status: 200, body: { context: {} } }).execution()).toEqual({
    ended: false,
    widgets: {},
  });
});

test('one that Studio does not know', async () => {
  expect(await setting(failure(404, 20_404)).execution()).toBeUndefined();
});

test('one without a context any more has no widgets', async () => {
  expect(await setting(state('ended'), failure(404, 20_404)).execution()).toEqual({ ended: true, widgets: {} });
});

test('silence is no answer', async () => {
  const { twilio, execution } = setting(failure(503, 20_503));
  await expect(execution()).rejects.toMatchObject({ kind: 'unavailable', status: 503 });
  expect(twilio.sent.length).toBeLessThanOrEqual(6);
});
