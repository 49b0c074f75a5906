import { throttled } from '../testing/failures';
import { CLAIMED, CONVERSATION, EXECUTION, HandoffSetting, OPENED } from '../testing/handoff-setting';
import { untilFlowIsDone } from './until-flow-is-done';

const wait = ({ context }: HandoffSetting) => untilFlowIsDone(context, CONVERSATION);
const working = { ended: false, widgets: {} };

test('README example: a flow at work is waited for', async () => {
  const setting = new HandoffSetting(CLAIMED);
  setting.twilio.executions.set(EXECUTION, working);
  setting.log.after('studio.execution', () => setting.twilio.executions.set(EXECUTION, { ended: true, widgets: {} }));
  await wait(setting);
  expect(setting.clock.pauses).toEqual([250]);
  expect(setting.log.names()).toEqual(['sync.fetch', 'studio.execution', 'studio.execution']);
});

test('for 2 s at most', async () => {
  const setting = new HandoffSetting(CLAIMED);
  setting.twilio.executions.set(EXECUTION, working);
  await wait(setting);
  expect(setting.clock.pauses).toEqual(Array.from({ length: 8 }, () => 250));
});

test('for 2 s at most, also when Studio takes its time', async () => {
  const setting = new HandoffSetting(CLAIMED);
  setting.twilio.executions.set(EXECUTION, working);
  const slow = () => {
    setting.clock.milliseconds += 900;
    setting.log.after('studio.execution', slow);
  };
  setting.log.after('studio.execution', slow);
  await wait(setting);
  expect(setting.log.of('studio.execution')).toHaveLength(2);
});

test('one that has ended, or that Studio does not know, is not', async () => {
  const ended = new HandoffSetting(CLAIMED);
  ended.twilio.executions.set(EXECUTION, { ended: true, widgets: {} });
  await wait(ended);
  const unknown = new HandoffSetting(CLAIMED);
  await wait(unknown);
  expect([...ended.clock.pauses, ...unknown.clock.pauses]).toEqual([]);
});

test('where no flow is talking, Studio is not asked', async () => {
  for (const setting of [new HandoffSetting(OPENED), new HandoffSetting()]) {
    await wait(setting);
    expect(setting.log.names()).toEqual(['sync.fetch']);
  }
});

test.each(['sync.fetch', 'studio.execution'])('%s that fails holds no message back', async (call) => {
  const setting = new HandoffSetting(CLAIMED);
  setting.twilio.executions.set(EXECUTION, working);
  setting.log.fail(call, throttled());
  await wait(setting);
  expect(setting.clock.pauses).toEqual([]);
});
