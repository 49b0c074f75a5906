import { conversationEvent } from '../../testing/events';
import { throttled } from '../../testing/failures';
import { AGENT, CUSTOMER, HandoffSetting } from '../../testing/handoff-setting';
import { sealedChat } from '../../testing/sealed-chat';
import { plainSid } from '../../testing/sid';
import { onParticipantAdded } from './on-participant-added';

const ADA = { site: 'outlet', verified: true };
const handle = (setting: HandoffSetting, Identity: unknown) =>
  onParticipantAdded.handle(setting.context, conversationEvent('onParticipantAdded', { Identity }));

test('README example: an agent joined, and the customer’s page learns the public name', async () => {
  const setting = new HandoffSetting();
  setting.join(AGENT);
  setting.twilio.workers.set('jane@corp.example', { sid: plainSid('WK'), attributes: { full_name: 'Jane Doe' } });
  await handle(setting, AGENT);
  expect(setting.conversation.participants[1]?.attributes).toBe('{"public":{"name":"Jane"}}');
});

test('an agent whom nobody knows as a worker', async () => {
  const setting = new HandoffSetting();
  setting.join(AGENT);
  await handle(setting, AGENT);
  expect(setting.conversation.participants[1]?.attributes).toBe('{}');
});

test('the agent is remembered for the next chat of a customer for whom somebody vouches; looked up once', async () => {
  const setting = new HandoffSetting();
  const { sid: ConversationSid } = await sealedChat(setting.twilio, setting.context.keys, ADA);
  setting.twilio.workers.set('jane@corp.example', { sid: plainSid('WK'), attributes: {} });
  await onParticipantAdded.handle(
    setting.context,
    conversationEvent('onParticipantAdded', { ConversationSid, Identity: AGENT }),
  );
  expect([...setting.twilio.sync.documents.keys()]).toEqual([`last-agent.outlet.${CUSTOMER}`]);
  expect(setting.log.of('taskRouter.workerByName')).toEqual([['jane@corp.example']]);
});

test('TaskRouter fails: the event fails, and nothing is left hanging', async () => {
  const setting = new HandoffSetting();
  setting.log.fail('taskRouter.workerByName', throttled());
  await expect(handle(setting, AGENT)).rejects.toThrow('Too many requests');
});

test.each([CUSTOMER, undefined, ''])('%p is no agent', async (identity) => {
  const setting = new HandoffSetting();
  await handle(setting, identity);
  expect(setting.log.names()).toEqual([]);
});
