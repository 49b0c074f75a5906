import { taskEvent } from '../../testing/events';
import { throttled } from '../../testing/failures';
import {
  CHANNEL,
  CLAIMED,
  CONVERSATION,
  HandoffSetting,
  INTERACTION,
  OPENED,
  OTHER_INTERACTION,
} from '../../testing/handoff-setting';
import { plainSid } from '../../testing/sid';
import { onTaskCreated } from './on-task-created';

const flex = {
  conversationSid: CONVERSATION,
  flexInteractionSid: INTERACTION,
  flexInteractionChannelSid: CHANNEL,
};
const handle = (setting: HandoffSetting, attributes: object = flex) =>
  onTaskCreated.handle(setting.context, taskEvent('task.created', attributes));

test('README example: the flow could not tell us, so we learn the interaction here', async () => {
  const setting = new HandoffSetting(CLAIMED);
  await handle(setting);
  expect(setting.handoff()).toEqual(OPENED);
  expect(setting.targets()).toEqual(['webhook']);
  expect(setting.notes).toEqual([{ taskSid: plainSid('WT'), conversationSid: CONVERSATION }]);
});

test('what is known stays: the task of a transfer is another one', async () => {
  const setting = new HandoffSetting(OPENED);
  await handle(setting, { ...flex, flexInteractionSid: OTHER_INTERACTION });
  expect(setting.handoff()).toEqual(OPENED);
  expect(setting.log.names()).toEqual(['sync.fetch']);
});

test('without a claim nothing is stored: the chat may be over', async () => {
  const setting = new HandoffSetting();
  await handle(setting);
  expect(setting.handoff()).toBeUndefined();
});

test('without a channel the interaction is enough', async () => {
  const setting = new HandoffSetting(CLAIMED);
  await handle(setting, { ...flex, flexInteractionChannelSid: undefined });
  expect(setting.handoff()).toEqual({ ...OPENED, channelSid: undefined });
});

test.each([
  ['of a call', {}],
  ['of no interaction', { conversationSid: CONVERSATION }],
  ['with something else as its interaction', { ...flex, flexInteractionSid: 'x' }],
  ['with something else as its conversation', { ...flex, conversationSid: 'x' }],
  ['with a list as its conversation', { ...flex, conversationSid: [CONVERSATION] }],
])('a task %s is none of ours', async (_, attributes) => {
  const setting = new HandoffSetting(CLAIMED);
  await handle(setting, attributes);
  expect(setting.log.names()).toEqual([]);
});

test('attributes that are no JSON are none', async () => {
  const setting = new HandoffSetting(CLAIMED);
  await onTaskCreated.handle(setting.context, { ...taskEvent('task.created'), TaskAttributes: '{' });
  await onTaskCreated.handle(setting.context, { ...taskEvent('task.created'), TaskAttributes: undefined });
  expect(setting.log.names()).toEqual([]);
});

test("Studio's webhook stays when it cannot be removed, and the interaction is stored all the same", async () => {
  const setting = new HandoffSetting(CLAIMED);
  setting.log.fail('conversations.removeWebhook', throttled());
  await expect(handle(setting)).rejects.toThrow('Too many requests');
  expect(setting.handoff()).toEqual(OPENED);
});
