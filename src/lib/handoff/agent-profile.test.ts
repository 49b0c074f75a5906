import { AGENT, CONVERSATION, HandoffSetting } from '../testing/handoff-setting';
import { decodeIdentity, publishAgentProfile } from './agent-profile';

function setting(attributes: Record<string, unknown> = {}, participantAttributes = '{}') {
  const made = new HandoffSetting();
  made.join(AGENT);
  const agent = made.conversation.participants[1];
  if (!agent) throw new Error('The agent is not in');
  agent.attributes = participantAttributes;
  const publish = (worker: Parameters<typeof publishAgentProfile>[3] = { attributes }) =>
    publishAgentProfile(made.twilio.parts, CONVERSATION, AGENT, worker);
  return { made, log: made.log, publish, stored: () => JSON.parse(agent.attributes) as unknown };
}

test('README example: the public name and picture of a worker', async () => {
  const { log, publish, stored } = setting({ public_name: 'Jane from Support', avatar_url: 'https://x.example/j.png' });
  await publish();
  expect(stored()).toEqual({ public: { name: 'Jane from Support', avatar: 'https://x.example/j.png' } });
  expect(log.waves()).toEqual([['conversations.participant'], ['conversations.setParticipantAttributes']]);
});

test('a worker who is still being looked up', async () => {
  const { publish, stored } = setting();
  await publish(Promise.resolve({ attributes: { public_name: 'Jane' } }));
  expect(stored()).toEqual({ public: { name: 'Jane' } });
});

test.each<[string, Record<string, unknown>, object]>([
  ['without a public name: the first word of the full name', { full_name: 'Jane Doe' }, { name: 'Jane' }],
  ['with an empty one: the same', { public_name: '', full_name: 'Jane Doe' }, { name: 'Jane' }],
  ['with one that is no text: the same', { public_name: 7, full_name: 'Jane' }, { name: 'Jane' }],
  ['HTML stays text', { public_name: '<b>Jane</b>' }, { name: '<b>Jane</b>' }],
  ['nothing else of the worker', { public_name: 'J', email: 'jane@corp.example', phone: '+1' }, { name: 'J' }],
  ['no picture that is script', { public_name: 'J', avatar_url: 'javascript:alert(1)' }, { name: 'J' }],
  ['no picture without TLS', { public_name: 'J', avatar_url: 'http://x.example/j.png' }, { name: 'J' }],
  ['no picture that is no text', { public_name: 'J', avatar_url: {} }, { name: 'J' }],
])('%s', async (_, attributes, profile) => {
  const { publish, stored } = setting(attributes);
  await publish();
  expect(stored()).toEqual({ public: profile });
});

test('what else stands in the participant’s attributes stays', async () => {
  const { publish, stored } = setting({ public_name: 'Jane' }, '{"member_type":"agent","public":{"name":"Old"}}');
  await publish();
  expect(stored()).toEqual({ member_type: 'agent', public: { name: 'Jane' } });
});

test('attributes that are no JSON are replaced', async () => {
  const { publish, stored } = setting({ public_name: 'Jane' }, 'broken');
  await publish();
  expect(stored()).toEqual({ public: { name: 'Jane' } });
});

test('the same profile is not written twice', async () => {
  const { log, publish } = setting({ public_name: 'Jane' });
  await publish();
  await publish();
  expect(log.of('conversations.setParticipantAttributes')).toHaveLength(1);
});

test('nothing is written when the agent has left again, the worker is not known, or has no name at all', async () => {
  const { made, log, publish } = setting({ public_name: 'Jane' });
  await publish(Promise.resolve(undefined));
  await publish({ attributes: {} });
  made.conversation.participants.splice(1);
  await publish();
  expect(log.names()).not.toContain('conversations.setParticipantAttributes');
});

test('a failure is thrown on', async () => {
  const { publish } = setting({ public_name: 'Jane' });
  await expect(publish(Promise.reject(new Error('Too many requests')))).rejects.toThrow('Too many requests');
});

test.each([
  ['jane_40corp_2Ecom', 'jane@corp.com'],
  ['a_5Fb', 'a_b'],
  ['_40_40', '@@'],
  ['plain', 'plain'],
  ['a_zz', 'a_zz'],
  ['a_4', 'a_4'],
])('%s is the login %s', (identity, login) => {
  expect(decodeIdentity(identity)).toBe(login);
});
