import { taskEvent } from '../../testing/events';
import { AGENT, CONVERSATION, CUSTOMER, HandoffSetting } from '../../testing/handoff-setting';
import { sealedChat } from '../../testing/sealed-chat';
import { plainSid } from '../../testing/sid';
import { onReservationAccepted } from './on-reservation-accepted';

const worker = { contact_uri: `client:${AGENT}`, full_name: 'Jane Doe', email: 'jane@corp.example' };
const accepted = (attributes: unknown = worker, task?: object) =>
  taskEvent('reservation.accepted', task, { WorkerAttributes: JSON.stringify(attributes) });

test('README example: the event brings the worker along, so nobody is looked up', async () => {
  const setting = new HandoffSetting();
  setting.join(AGENT);
  await onReservationAccepted.handle(setting.context, accepted());
  expect(setting.conversation.participants[1]?.attributes).toBe('{"public":{"name":"Jane"}}');
  expect(setting.log.of('conversations.participant')).toEqual([[CONVERSATION, AGENT]]);
  expect(setting.log.names()).not.toContain('taskRouter.workerByName');
});

test('the agent is remembered for the next chat of a customer for whom somebody vouches', async () => {
  const setting = new HandoffSetting();
  const { keys } = setting.context;
  const { sid: conversationSid } = await sealedChat(setting.twilio, keys, { site: 'outlet', verified: true });
  const event = { ...accepted(worker, { conversationSid, verified: true }), WorkerSid: plainSid('WK') };
  await onReservationAccepted.handle(setting.context, event);
  const kept = setting.twilio.sync.documents.get(`last-agent.outlet.${CUSTOMER}`);
  expect(kept?.data).toMatchObject({ value: { workerSid: plainSid('WK'), conversationSid } });
});

test('the agent has not joined yet: the event of the join does it', async () => {
  const setting = new HandoffSetting();
  await onReservationAccepted.handle(setting.context, accepted());
  expect(setting.log.names()).toEqual(['conversations.participant']);
});

test.each<[string, object]>([
  ['without a contact', accepted({ full_name: 'Jane' })],
  ['with a contact that is no text', accepted({ ...worker, contact_uri: 7 })],
  ['with attributes that are no object', accepted('x')],
  ['without attributes', { ...accepted(), WorkerAttributes: undefined }],
  ['of another task', accepted(worker, {})],
])('nothing is published %s', async (_, event) => {
  const setting = new HandoffSetting();
  setting.join(AGENT);
  await onReservationAccepted.handle(setting.context, { ...event });
  expect(setting.log.names()).toEqual([]);
});
