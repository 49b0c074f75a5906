import { readSeal, SEAL_ATTRIBUTE, type SealedFacts, sealFacts } from '../auth/conversation-seal';
import { verifiedNames } from '../auth/customer-identity';
import type { VerifiedCustomer } from '../auth/customer-token';
import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { throttled } from '../testing/failures';
import { CUSTOMER } from '../testing/handoff-setting';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { plainSid } from '../testing/sid';
import { identifyCustomer } from './identify-customer';
import { TaskSearchTurns } from './task-search-turns';

const keys = deriveKeys(configuration());
const ADA = { subject: 'ada', name: 'Ada Lovelace' };
const { identity: adaIdentity } = verifiedNames(keys, { subject: 'ada', site: 'default' }, 0);
const anonymous: SealedFacts = {
  uniqueName: 'chat_1',
  identity: CUSTOMER,
  site: 'default',
  locale: 'de',
  verified: false,
  name: 'somebody',
  nonce: 'nonce',
};

async function setting(facts: SealedFacts | undefined = anonymous) {
  const twilio = new MemoryTwilio();
  const seal = facts && (await sealFacts(keys, facts));
  const conversation = twilio.conversations.given({
    uniqueName: 'chat_1',
    attributes: JSON.stringify({ [SEAL_ATTRIBUTE]: seal, pre_engagement_data: { topic: 'lamps' } }),
  });
  const session = { identity: CUSTOMER, conversationSid: conversation.sid, site: 'default', end: 0 };
  const turns = new TaskSearchTurns(twilio.parts.sync, twilio.clock.now);
  const context = { twilio: twilio.parts, turns, keys, locale: 'en', randomId: () => 'another-nonce' };
  return {
    twilio,
    conversation,
    sealed: () => readSeal(keys, conversation),
    identify: (customer: VerifiedCustomer = ADA, identity = CUSTOMER) =>
      identifyCustomer(context, { ...session, identity }, customer),
    givenTask: (status: 'assigned' | 'completed', attributes = {}) =>
      twilio.tasks.push({
        sid: plainSid('WT', twilio.tasks.length + 1),
        status,
        attributes: { conversationSid: conversation.sid, ...attributes },
        createdAt: new Date(0),
      }),
  };
}

test('README example: anonymous becomes verified, in the seal and in the task', async () => {
  const { twilio, conversation, sealed, identify, givenTask } = await setting();
  givenTask('assigned', { name: 'somebody', topic: 'lamps', customers: { name: 'somebody', phone: '1' } });
  expect(await identify()).toEqual({ verified: true, name: 'Ada Lovelace' });
  expect(await sealed()).toMatchObject({ ...anonymous, verified: true, name: 'Ada Lovelace' });
  expect(JSON.parse(conversation.attributes)).toMatchObject({ pre_engagement_data: { topic: 'lamps' } });
  expect(twilio.tasks[0]?.attributes).toEqual({
    conversationSid: conversation.sid,
    topic: 'lamps',
    verified: true,
    name: 'Ada Lovelace',
    customerName: 'Ada Lovelace',
    from: 'Ada Lovelace',
    customers: { name: 'Ada Lovelace', phone: '1' },
  });
});

test('twice is once in the conversation', async () => {
  const { twilio, identify } = await setting();
  await identify();
  await identify();
  expect(twilio.log.of('conversations.setAttributes')).toHaveLength(1);
});

describe('a token without a name', () => {
  const NAMELESS = { subject: 'ada', name: undefined };

  test('vouches for none that was typed', async () => {
    const { twilio, identify, sealed, givenTask } = await setting();
    givenTask('assigned', { name: 'somebody', customerName: 'somebody', from: 'somebody' });
    expect(await identify(NAMELESS)).toEqual({ verified: true });
    expect(await sealed()).toEqual({ ...anonymous, verified: true, name: undefined, loggedIn: adaIdentity });
    expect(twilio.tasks[0]?.attributes).toMatchObject({
      verified: true,
      name: 'Visitor',
      customerName: 'Visitor',
      from: 'Visitor',
      customers: { name: 'Visitor' },
    });
  });

  test('leaves the one that another token gave', async () => {
    const { identify, sealed } = await setting();
    await identify();
    expect(await identify(NAMELESS)).toEqual({ verified: true, name: 'Ada Lovelace' });
    expect((await sealed())?.name).toBe('Ada Lovelace');
  });
});

test('a second customer does not take over what the first one wrote', async () => {
  const { identify, sealed } = await setting();
  await identify();
  expect(await refusal(identify({ subject: 'grace', name: 'Grace' }))).toEqual([409, 'other_customer']);
  expect((await sealed())?.name).toBe('Ada Lovelace');
});

test('a chat that began with a customer token belongs to that customer', async () => {
  const identity = adaIdentity;
  const { identify } = await setting({ ...anonymous, identity, verified: true, name: 'Ada Lovelace' });
  expect(await identify(ADA, identity)).toEqual({ verified: true, name: 'Ada Lovelace' });
  expect(await refusal(identify({ subject: 'grace', name: 'Grace' }, identity))).toEqual([409, 'other_customer']);
});

test('without a seal, only what the session says is believed', async () => {
  const { identify, sealed, conversation } = await setting();
  conversation.attributes = '{}';
  await identify();
  expect(await sealed()).toMatchObject({ site: 'default', locale: 'en', identity: CUSTOMER, verified: true });
});

test('a chat that is over', async () => {
  const { identify, conversation, twilio } = await setting();
  conversation.closed = true;
  expect(await refusal(identify())).toEqual([410, 'conversation_closed']);
  twilio.conversations.kept.splice(0);
  expect(await refusal(identify())).toEqual([410, 'conversation_closed']);
});

test('tasks that have ended are left alone', async () => {
  const { twilio, identify, givenTask } = await setting();
  givenTask('completed');
  await identify();
  expect(twilio.log.of('tasks.changeAttributes')).toEqual([]);
});

test.each(['conversations.fetch', 'conversations.setAttributes', 'tasks.ofConversation', 'tasks.changeAttributes'])(
  '%s fails: said so, and once more completes it',
  async (call) => {
    const { twilio, identify, givenTask, sealed } = await setting();
    givenTask('assigned');
    twilio.log.fail(call, throttled(), 1);
    await expect(identify()).rejects.toThrow('Too many requests');
    await identify();
    expect([(await sealed())?.verified, twilio.tasks[0]?.attributes.verified]).toEqual([true, true]);
  },
);

test('asking again and again searches for the tasks once in ten seconds', async () => {
  const { twilio, identify } = await setting();
  for (let times = 0; times < 5; times += 1) expect(await identify()).toMatchObject({ verified: true });
  expect(twilio.log.of('tasks.ofConversation')).toHaveLength(1);
  twilio.clock.milliseconds += 10_000;
  await identify();
  expect(twilio.log.of('tasks.ofConversation')).toHaveLength(2);
});
