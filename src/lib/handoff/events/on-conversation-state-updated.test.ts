import { conversationEvent } from '../../testing/events';
import { unanswered } from '../../testing/failures';
import {
  AGENT,
  CHANNEL,
  CLAIMED,
  CONVERSATION,
  EXECUTION,
  HandoffSetting,
  INTERACTION,
  OPENED,
} from '../../testing/handoff-setting';
import { onConversationStateUpdated } from './on-conversation-state-updated';

const closed = conversationEvent('onConversationStateUpdated', {
  StateFrom: 'inactive',
  StateTo: 'closed',
  Reason: 'TIMER',
});
const handle = (setting: HandoffSetting, event = closed) => onConversationStateUpdated.handle(setting.context, event);

test('README example: a timer closed the conversation, so its interaction ends and the record goes', async () => {
  const setting = new HandoffSetting(OPENED);
  await handle(setting);
  expect(setting.log.waves()).toEqual([
    ['conversations.participants', 'sync.fetch'],
    ['interactions.channel'],
    ['interactions.close'],
    ['sync.remove'],
  ]);
  expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'closed']]);
  expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
  expect(setting.handoff()).toBeUndefined();
  expect([setting.told, setting.toldOfTheEnd]).toEqual([[], [CONVERSATION]]);
});

test('an agent who was in it gets to wrap up', async () => {
  const setting = new HandoffSetting(OPENED);
  setting.join(AGENT);
  await handle(setting);
  expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'wrapping']]);
  expect(setting.handoff()).toBeUndefined();
});

test('an agent who has ended it and left goes on wrapping up', async () => {
  const setting = new HandoffSetting(OPENED);
  setting.twilio.closedInteractions.push(INTERACTION);
  await handle(setting);
  expect(setting.log.of('interactions.close')).toEqual([]);
  expect(setting.handoff()).toBeUndefined();
});

test('twice is fine', async () => {
  const setting = new HandoffSetting(OPENED);
  await handle(setting);
  await handle(setting);
  expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
});

test.each(['active', 'inactive', 'initializing', ''])(
  'a conversation that becomes %p keeps everything',
  async (StateTo) => {
    const setting = new HandoffSetting(OPENED);
    await handle(setting, { ...closed, StateTo });
    expect(setting.log.names()).toEqual([]);
    expect(setting.toldOfTheEnd).toEqual([]);
  },
);

test('a claim goes as well, with the interaction that its flow made and could not tell of', async () => {
  const setting = new HandoffSetting(CLAIMED);
  setting.twilio.executions.set(EXECUTION, { ended: true, widgets: { send_to_flex: { sid: INTERACTION } } });
  await handle(setting);
  expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
  expect(setting.handoff()).toBeUndefined();
});

test('the record stays until the interaction has ended', async () => {
  const setting = new HandoffSetting(OPENED);
  setting.log.fail('interactions.close', unanswered(), 1);
  await expect(handle(setting)).rejects.toThrow('No answer');
  expect(setting.handoff()).toEqual(OPENED);
});
