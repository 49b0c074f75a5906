import { english } from '../../../words/en/flow';
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
import type { HandoffRequest, RequestedHandoff } from '../handoff-record';
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

describe('of /conversation-handoff', () => {
  const request: HandoffRequest = {
    id: 'one',
    askAgainAt: 0,
    channelType: 'web',
    taskAttributes: '{}',
    bot: [{ sid: 'WH1', target: 'studio', url: undefined }],
    others: [],
  };
  const asked: RequestedHandoff = { state: 'requested', site: 'default', locale: 'en', request };
  const task = { ...flex, handoffId: 'one' };

  test('its task is seen: the bot is out, the customer told', async () => {
    const setting = new HandoffSetting(asked);
    await handle(setting, task);
    expect(setting.handoff()).toMatchObject({ state: 'opened', interactionSid: INTERACTION, channelSid: CHANNEL });
    expect(setting.targets()).toEqual(['webhook']);
    expect(setting.conversation.said).toEqual([english.waiting]);
  });

  test('seen twice, told once', async () => {
    const setting = new HandoffSetting(asked);
    await Promise.all([handle(setting, task), handle(setting, task)]);
    await handle(setting, task);
    expect(setting.conversation.said).toEqual([english.waiting]);
  });

  test("another hand-off's task is none of it", async () => {
    const setting = new HandoffSetting(asked);
    await handle(setting, { ...task, handoffId: 'two' });
    expect(setting.handoff()).toEqual(asked);
  });

  test('a second interaction of the same is parked', async () => {
    const setting = new HandoffSetting({ ...asked, interactionSid: OTHER_INTERACTION });
    await handle(setting, task);
    expect([...setting.twilio.parkedInteractions]).toEqual([INTERACTION]);
    expect(setting.handoff()).toMatchObject({ state: 'requested', interactionSid: OTHER_INTERACTION });
  });

  test('of a chat that ended before Flex answered, the interaction is ended too', async () => {
    const setting = new HandoffSetting();
    setting.conversation.closed = true;
    await handle(setting, task);
    expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'closed']]);
  });

  test('of an open chat that was given back, nothing is touched', async () => {
    const setting = new HandoffSetting();
    await handle(setting, task);
    expect(setting.log.names()).toEqual(['sync.fetch', 'conversations.fetch']);
  });
});
