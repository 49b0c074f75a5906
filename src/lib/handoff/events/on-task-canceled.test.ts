import { english } from '../../../words/en/flow';
import { taskEvent } from '../../testing/events';
import { AGENT, CONVERSATION, HandoffSetting, OPENED } from '../../testing/handoff-setting';
import { plainSid } from '../../testing/sid';
import { onTaskCanceled } from './on-task-canceled';

const handle = (setting: HandoffSetting, attributes?: object) =>
  onTaskCanceled.handle(setting.context, taskEvent('task.canceled', attributes));

test('README example: nobody took it in time, so the customer hears that and the chat ends', async () => {
  const setting = new HandoffSetting(OPENED);
  await handle(setting);
  expect(setting.conversation.said).toEqual([english.queueTimeout]);
  expect(setting.conversation.closed).toBe(true);
  expect(setting.notes).toEqual([{ taskSid: plainSid('WT'), conversationSid: CONVERSATION }]);
});

test('a transfer came to nothing, but the first agent is still there: it goes on', async () => {
  const setting = new HandoffSetting(OPENED);
  setting.join(AGENT);
  await handle(setting);
  expect([setting.conversation.said, setting.conversation.closed]).toEqual([[], false]);
});

test('another task still looks for an agent: it goes on', async () => {
  const setting = new HandoffSetting(OPENED);
  setting.twilio.openTasks.add(CONVERSATION);
  await handle(setting);
  expect([setting.conversation.said, setting.conversation.closed]).toEqual([[], false]);
});

test('a task that is none of ours', async () => {
  const setting = new HandoffSetting(OPENED);
  await handle(setting, { type: 'inbound-call' });
  expect(setting.log.names()).toEqual([]);
  expect(setting.notes).toEqual([{ taskSid: plainSid('WT'), conversationSid: undefined }]);
});
