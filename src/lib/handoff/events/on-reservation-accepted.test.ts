import { taskEvent } from '../../testing/events';
import { AGENT, CONVERSATION, HandoffSetting } from '../../testing/handoff-setting';
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
