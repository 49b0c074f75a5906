import * as v from 'valibot';
import { conversationEvent, taskEvent } from '../../testing/events';
import { throttled } from '../../testing/failures';
import { HandoffSetting } from '../../testing/handoff-setting';
import { refusal } from '../../testing/refusal';
import { plainSid } from '../../testing/sid';
import { handleEvent, WebhookInput } from './handle-event';

const home = {
  accountSid: plainSid('AC'),
  conversationsServiceSid: plainSid('IS', 1),
  workspaceSid: plainSid('WS'),
};
const handle = (setting: HandoffSetting, event: object) =>
  handleEvent(setting.context, home, v.parse(WebhookInput, event));

test('README example: an event of ours finds its handler', async () => {
  const setting = new HandoffSetting();
  const event = conversationEvent('onConversationStateUpdated', { StateTo: 'closed' });
  expect(await handle(setting, event)).toEqual({ handled: true });
  expect(setting.log.names()).toContain('sync.remove');
});

test.each([
  conversationEvent('onConversationStateUpdated', { StateTo: 'inactive' }),
  conversationEvent('onParticipantAdded'),
  conversationEvent('onParticipantRemoved'),
  taskEvent('task.created', {}),
  taskEvent('task.canceled', {}),
  taskEvent('task.wrapup', {}),
  taskEvent('task.completed', {}),
  taskEvent('reservation.accepted', {}),
])('$EventType has a handler, which does nothing where there is nothing to do', async (event) => {
  const setting = new HandoffSetting();
  expect(await handle(setting, event)).toEqual({ handled: true });
  expect(setting.log.names()).toEqual([]);
});

test.each(['onMessageUpdated', 'task.updated', 'reservation.created', '', 'toString', '__proto__'])(
  'an event that we do not know (%p) is fine, and noted once',
  async (EventType) => {
    const setting = new HandoffSetting();
    expect(await handle(setting, conversationEvent(EventType))).toEqual({ handled: false });
    expect(setting.notes).toEqual([{ problem: `No handler for ${EventType}` }]);
    expect(setting.log.names()).toEqual([]);
  },
);

test.each([
  ['account', conversationEvent('onParticipantRemoved', { AccountSid: plainSid('AC', 2) })],
  ['Conversations Service', conversationEvent('onParticipantRemoved', { ChatServiceSid: plainSid('IS', 9) })],
  ['workspace', taskEvent('task.canceled', {}, { WorkspaceSid: plainSid('WS', 2) })],
  ['account, with an event that we do not know', conversationEvent('x', { AccountSid: plainSid('AC', 2) })],
])('an event of another %s is refused: a signature proves the account alone', async (_, event) => {
  const setting = new HandoffSetting();
  expect(await refusal(handle(setting, event))).toEqual([403, 'foreign_event']);
  expect([setting.log.names(), setting.notes]).toEqual([[], []]);
});

test('an event that names no service is ours by its account', async () => {
  const event = conversationEvent('onConversationStateUpdated', { ChatServiceSid: undefined, StateTo: 'inactive' });
  expect(await handle(new HandoffSetting(), event)).toEqual({ handled: true });
});

test.each([
  ['no conversation', conversationEvent('onParticipantRemoved', { ConversationSid: undefined })],
  ['something else than a conversation', conversationEvent('onParticipantRemoved', { ConversationSid: 'x' })],
  ['no task', taskEvent('task.canceled', {}, { TaskSid: undefined })],
])('an event with %s is malformed, and touches nothing', async (_, event) => {
  const setting = new HandoffSetting();
  await expect(handle(setting, event)).rejects.toMatchObject({ status: 400, code: 'input_invalid' });
  expect(setting.log.names()).toEqual([]);
});

test('a handler that fails fails the request: Twilio, and the log, hear of it', async () => {
  const setting = new HandoffSetting();
  setting.log.fail('sync.fetch', throttled());
  const event = conversationEvent('onConversationStateUpdated', { StateTo: 'closed' });
  await expect(handle(setting, event)).rejects.toThrow('Too many requests');
});

test('what is no event of Twilio is refused before', () => {
  const wrong = [{}, { EventType: 'x' }, { AccountSid: plainSid('AC') }, { EventType: 1, AccountSid: plainSid('AC') }];
  expect(wrong.filter((input) => v.is(WebhookInput, input))).toEqual([]);
});
