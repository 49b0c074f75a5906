import { throttled } from '../testing/failures';
import { AGENT, CONVERSATION, CUSTOMER, HandoffSetting, OPENED } from '../testing/handoff-setting';
import { agentIsIn } from './agent-is-in';

test.each([
  ['the customer alone', [], false],
  ['two customers', [`customer_${'d'.repeat(32)}`], false],
  ['an agent', [AGENT], true],
  ['an agent whose login begins with "customer"', ['customer_2Ecare_40corp_2Eexample'], true],
  ['an agent among customers', [`customer_${'d'.repeat(32)}`, AGENT], true],
])('README example: with %s in the conversation', async (_, identities, expected) => {
  const setting = new HandoffSetting();
  for (const identity of identities) setting.join(identity);
  expect(setting.conversation.participants[0]?.identity).toBe(CUSTOMER);
  expect(await agentIsIn(setting.context.twilio.conversations, CONVERSATION, undefined)).toBe(expected);
});

test('somebody of another channel than chat is not the customer', async () => {
  const { conversation, context } = new HandoffSetting();
  conversation.participants.push({ sid: 'MB9', identity: null, attributes: '{}' });
  expect(await agentIsIn(context.twilio.conversations, CONVERSATION, undefined)).toBe(true);
});

test('nobody is in a conversation that is gone', async () => {
  const { twilio, context } = new HandoffSetting();
  twilio.conversations.kept.splice(0);
  expect(await agentIsIn(context.twilio.conversations, CONVERSATION, undefined)).toBe(false);
});

test('when Twilio cannot say, nobody guesses', async () => {
  const { log, context } = new HandoffSetting();
  log.fail('conversations.participants', throttled());
  await expect(agentIsIn(context.twilio.conversations, CONVERSATION, undefined)).rejects.toThrow('Too many requests');
});

test('who was in before the hand-off of a conversation that is not ours is no agent', async () => {
  const setting = new HandoffSetting({
    ...OPENED,
    request: { id: 'one', askAgainAt: 0, channelType: 'sms', taskAttributes: '{}', bot: [], others: ['MB8', 'MB9'] },
  });
  const { participants } = setting.conversation;
  participants.push({ sid: 'MB8', identity: 'visitor-7', attributes: '{}' });
  participants.push({ sid: 'MB9', identity: null, attributes: '{}' });
  const attended = () =>
    agentIsIn(setting.context.twilio.conversations, CONVERSATION, setting.records.read(CONVERSATION));
  expect(await attended()).toBe(false);
  setting.join(AGENT);
  expect(await attended()).toBe(true);
});
