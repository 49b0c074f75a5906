import { english } from '../../../words/en/flow';
import { conversationEvent } from '../../testing/events';
import { AGENT, CUSTOMER, HandoffSetting, OPENED } from '../../testing/handoff-setting';
import { onParticipantRemoved } from './on-participant-removed';

const handle = (setting: HandoffSetting, Identity: unknown) =>
  onParticipantRemoved.handle(setting.context, conversationEvent('onParticipantRemoved', { Identity }));

test('README example: the last agent left, so the customer is told and the chat ends', async () => {
  const setting = new HandoffSetting(OPENED);
  await handle(setting, AGENT);
  expect(setting.conversation.said).toEqual([english.agentLeft]);
  expect(setting.conversation.closed).toBe(true);
});

test('one of two agents left: it goes on', async () => {
  const setting = new HandoffSetting(OPENED);
  setting.join('john_40corp_2Eexample');
  await handle(setting, AGENT);
  expect(setting.conversation.closed).toBe(false);
});

test('both leave at once: told once', async () => {
  const setting = new HandoffSetting(OPENED);
  await Promise.all([handle(setting, AGENT), handle(setting, 'john_40corp_2Eexample')]);
  expect(setting.conversation.said).toEqual([english.agentLeft]);
  expect(setting.conversation.closed).toBe(true);
});

test.each([CUSTOMER, undefined, ''])('%p is no agent', async (identity) => {
  const setting = new HandoffSetting(OPENED);
  await handle(setting, identity);
  expect(setting.log.names()).toEqual([]);
});
