import { throttled } from '../testing/failures';
import {
  CLAIMED,
  CONVERSATION,
  EXECUTION,
  FLOW,
  HandoffSetting,
  INTERACTION,
  OPENED,
} from '../testing/handoff-setting';
import { readHandoff } from './read-handoff';

const read = (setting: HandoffSetting) => readHandoff(setting.context, CONVERSATION);

test('README example: what Flex has, Flex has, and Studio need not be asked', async () => {
  const setting = new HandoffSetting(OPENED);
  expect(await read(setting)).toEqual({ value: OPENED, revision: '0' });
  expect(setting.log.names()).toEqual(['sync.fetch']);
});

test('nothing is nothing', async () => {
  expect(await read(new HandoffSetting())).toBeUndefined();
});

test.each([
  ['its execution is unknown', undefined],
  ['it still talks with the customer', { ended: false, widgets: {} }],
  ['it gave up', { ended: true, widgets: {} }],
  ['what it got from Flex is no interaction', { ended: true, widgets: { send_to_flex: { sid: 'x' } } }],
])('a claim stays a claim when %s', async (_, execution) => {
  const setting = new HandoffSetting(CLAIMED);
  if (execution) setting.twilio.executions.set(EXECUTION, execution);
  expect(await read(setting)).toEqual({ value: CLAIMED, revision: '0' });
  expect(setting.log.of('studio.execution')).toEqual([[FLOW, EXECUTION]]);
});

test.each([false, true])('a flow that has asked Flex and could not tell us is believed (ended: %p)', async (ended) => {
  const setting = new HandoffSetting(CLAIMED);
  setting.twilio.executions.set(EXECUTION, { ended, widgets: { send_to_flex: { sid: INTERACTION } } });
  expect(await read(setting)).toEqual({
    value: { ...CLAIMED, state: 'opened', interactionSid: INTERACTION },
    revision: '0',
  });
  expect(setting.handoff()).toEqual(CLAIMED);
});

test('when Studio cannot say, nothing is decided', async () => {
  const setting = new HandoffSetting(CLAIMED);
  setting.log.fail('studio.execution', throttled());
  await expect(read(setting)).rejects.toThrow('Too many requests');
});
