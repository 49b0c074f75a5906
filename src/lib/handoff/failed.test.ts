import * as v from 'valibot';
import { english } from '../../sites/words';
import { throttled } from '../testing/failures';
import {
  CLAIMED,
  CONVERSATION,
  EXECUTION,
  FLOW,
  HandoffSetting,
  OPENED,
  OTHER_EXECUTION,
} from '../testing/handoff-setting';
import { FailedInput, handoffFailed } from './failed';

const input = { conversationSid: CONVERSATION, flowSid: FLOW, executionSid: EXECUTION };
const failed = (setting: HandoffSetting, reason: FailedInput['reason'] = 'enqueue') =>
  handoffFailed(setting.records, { ...input, reason });

test('README example: the claim is released, and the customer hears that it failed', async () => {
  const setting = new HandoffSetting(CLAIMED);
  expect(await failed(setting)).toEqual({ say: english.handoffFailed });
  expect(setting.handoff()).toBeUndefined();
  expect(setting.log.names()).toEqual(['sync.fetch', 'sync.remove']);
});

test.each<[FailedInput['reason'], string]>([
  ['begin', english.handoffFailed],
  ['delivery', english.handoffFailed],
  ['enqueue', english.handoffFailed],
  ['no_reply', english.noReply],
])('the words for %s', async (reason, say) => {
  expect(await failed(new HandoffSetting(CLAIMED), reason)).toEqual({ say });
});

test("another execution's claim stays", async () => {
  const theirs = { ...CLAIMED, executionSid: OTHER_EXECUTION };
  const setting = new HandoffSetting(theirs);
  await failed(setting);
  expect(setting.handoff()).toEqual(theirs);
});

test('what Flex has stays', async () => {
  const setting = new HandoffSetting(OPENED);
  await failed(setting);
  expect(setting.handoff()).toEqual(OPENED);
});

test('without a record, and for a site that is gone, there are words as well', async () => {
  expect(await failed(new HandoffSetting())).toEqual({ say: english.handoffFailed });
  expect(await failed(new HandoffSetting({ ...CLAIMED, site: 'gone', locale: 'xx' }))).toEqual({
    say: english.handoffFailed,
  });
});

test('twice is fine', async () => {
  const setting = new HandoffSetting(CLAIMED);
  await failed(setting);
  expect(await failed(setting)).toEqual({ say: english.handoffFailed });
});

test.each(['sync.fetch', 'sync.remove'])('%s fails: the flow hears of it', async (call) => {
  const setting = new HandoffSetting(CLAIMED);
  setting.log.fail(call, throttled());
  await expect(failed(setting)).rejects.toThrow('Too many requests');
});

test('the input has a reason that we know', () => {
  expect(v.is(FailedInput, { ...input, reason: 'begin' })).toBe(true);
  for (const reason of [undefined, '', 'other']) expect(v.is(FailedInput, { ...input, reason })).toBe(false);
});
