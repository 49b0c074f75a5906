import { conversationEvent } from '../../testing/events';
import { CONVERSATION, HandoffSetting } from '../../testing/handoff-setting';
import { refusal } from '../../testing/refusal';
import { onMessageAdded } from './on-message-added';

test('README example: whoever has said something, the receiver is told what is new', async () => {
  const setting = new HandoffSetting();
  await onMessageAdded.handle(setting.context, conversationEvent('onMessageAdded', { Body: 'Hello', Author: 'jane' }));
  expect([setting.told, setting.toldOfTheEnd]).toEqual([[CONVERSATION], []]);
  expect(setting.notes).toEqual([{ conversationSid: CONVERSATION }]);
});

test('an event without a conversation is refused', async () => {
  const setting = new HandoffSetting();
  const event = conversationEvent('onMessageAdded', { ConversationSid: 'CH1' });
  expect(await refusal(onMessageAdded.handle(setting.context, event))).toEqual([400, 'input_invalid']);
});
