import { english } from '../../../words/en/flow';
import { taskEvent } from '../../testing/events';
import { AGENT, CONVERSATION, HandoffSetting, OPENED } from '../../testing/handoff-setting';
import { plainSid } from '../../testing/sid';
import { onTaskCompleted } from './on-task-completed';

const handle = (setting: HandoffSetting, attributes?: object) =>
  onTaskCompleted.handle(setting.context, taskEvent('task.completed', attributes));

test('README example: A task is finished without wrap-up and nobody else is there, so the chat ends', async () => {
  const setting = new HandoffSetting(OPENED);
  await handle(setting);
  expect(setting.conversation.said).toEqual([english.agentLeft]);
  expect(setting.conversation.closed).toBe(true);
  expect(setting.notes).toEqual([{ taskSid: plainSid('WT'), conversationSid: CONVERSATION }]);
});

test('after a transfer the other agent is there: it goes on', async () => {
  const setting = new HandoffSetting(OPENED);
  setting.join(AGENT);
  await handle(setting);
  expect([setting.conversation.said, setting.conversation.closed]).toEqual([[], false]);
});

test('a task that is none of ours', async () => {
  const setting = new HandoffSetting(OPENED);
  await handle(setting, {});
  expect(setting.log.names()).toEqual([]);
});
