import { english } from '../../../words/en/flow';
import { taskEvent } from '../../testing/events';
import { AGENT, CONVERSATION, HandoffSetting, OPENED } from '../../testing/handoff-setting';
import { plainSid } from '../../testing/sid';
import { onTaskWrapup } from './on-task-wrapup';

const handle = (setting: HandoffSetting, attributes?: object) =>
  onTaskWrapup.handle(setting.context, taskEvent('task.wrapup', attributes));

test('README example: An agent is done and nobody else is there, so the chat ends', async () => {
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
