import { conversationEvent } from '../../testing/events';
import { AGENT, CUSTOMER, HandoffSetting } from '../../testing/handoff-setting';
import { plainSid } from '../../testing/sid';
import { onParticipantAdded } from './on-participant-added';

const handle = (setting: HandoffSetting, Identity: unknown) =>
  onParticipantAdded.handle(setting.context, conversationEvent('onParticipantAdded', { Identity }));

test('README example: an agent joined, and the customer’s page learns the public name', async () => {
  const setting = new HandoffSetting();
  setting.join(AGENT);
  setting.twilio.workers.set('jane@corp.example', { sid: plainSid('WK'), attributes: { full_name: 'Jane Doe' } });
  await handle(setting, AGENT);
  expect(setting.conversation.participants[1]?.attributes).toBe('{"public":{"name":"Jane"}}');
});

test.each([CUSTOMER, undefined, ''])('%p is no agent', async (identity) => {
  const setting = new HandoffSetting();
  await handle(setting, identity);
  expect(setting.log.names()).toEqual([]);
});
