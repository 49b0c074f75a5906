import { throttled } from '../testing/failures';
import { CONVERSATION, HandoffSetting } from '../testing/handoff-setting';
import { removeStudioWebhooks } from './remove-studio-webhooks';

test('README example: all of Studio’s go, side by side; others stay', async () => {
  const setting = new HandoffSetting();
  setting.conversation.webhooks.push({ sid: 'WH3', target: 'studio', url: undefined });
  await removeStudioWebhooks(setting.twilio.parts.conversations, CONVERSATION);
  expect(setting.targets()).toEqual(['webhook']);
  expect(setting.log.waves()).toEqual([
    ['conversations.webhooks'],
    ['conversations.removeWebhook', 'conversations.removeWebhook'],
  ]);
});

test('none there: nothing is removed', async () => {
  const setting = new HandoffSetting();
  setting.conversation.webhooks = [];
  await removeStudioWebhooks(setting.twilio.parts.conversations, CONVERSATION);
  expect(setting.log.names()).toEqual(['conversations.webhooks']);
});

test('a failure is thrown on: who called decides what it costs', async () => {
  const setting = new HandoffSetting();
  setting.log.fail('conversations.removeWebhook', throttled());
  await expect(removeStudioWebhooks(setting.twilio.parts.conversations, CONVERSATION)).rejects.toThrow('Too many');
});
