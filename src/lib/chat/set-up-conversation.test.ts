import { configuration } from '../testing/configuration';
import { MemoryTwilio } from '../testing/memory-twilio';
import { sid } from '../testing/sid';
import { FlowSid } from '../twilio/sids';
import { setUpConversation } from './set-up-conversation';

const config = configuration();
const WEBHOOK = `https://${config.DOMAIN_NAME}/webhook`;
const studio = { sid: 'WH1', target: 'studio', url: undefined };
const events = { sid: 'WH2', target: 'webhook', url: WEBHOOK };

function setting({ handedOver = false } = {}) {
  const twilio = new MemoryTwilio();
  const conversation = twilio.conversations.given();
  const context = {
    twilio: twilio.parts,
    undo: { conversations: twilio.log.record('undo', twilio.conversations.port) },
    flowSid: sid(FlowSid, 'FW'),
    roleSid: undefined,
    webhookUrl: WEBHOOK,
    handedOver: async () => handedOver,
    now: twilio.clock.now,
    pause: twilio.clock.pause,
  };
  const setUp = (origin: 'new' | 'perhaps-new' | 'found') =>
    setUpConversation(context, { ...conversation }, 'customer_1', origin);
  const targets = () => conversation.webhooks.map(({ target, url }) => url ?? target).sort();
  return { twilio, log: twilio.log, clock: twilio.clock, conversation, context, setUp, targets };
}

test('README example: a new conversation is not looked at first', async () => {
  const { log, setUp, targets } = setting();
  await setUp('new');
  expect(log.waves()).toEqual([
    ['conversations.addEventWebhook', 'conversations.addParticipant', 'conversations.addStudioWebhook'],
  ]);
  expect(targets()).toEqual([WEBHOOK, 'studio']);
});

test('in bridge mode we hear what is said, too', async () => {
  const { twilio, conversation, context } = setting();
  await setUpConversation({ ...context, bridge: true }, { ...conversation }, 'customer_1', 'new');
  const ours = conversation.webhooks.find(({ target }) => target === 'webhook');
  expect(ours?.events).toEqual([
    'onConversationStateUpdated',
    'onParticipantAdded',
    'onParticipantRemoved',
    'onMessageAdded',
  ]);
  expect(twilio.conversations.kept).toHaveLength(1);
});

describe('a conversation that another request made', () => {
  test('complete: nobody waits, nothing is added', async () => {
    const { log, clock, conversation, setUp } = setting();
    conversation.webhooks.push(studio, events);
    await setUp('found');
    expect(log.waves()).toEqual([['conversations.addParticipant', 'conversations.webhooks']]);
    expect(clock.pauses).toEqual([]);
  });

  test('half-made just now: the other one may still be at work, and is waited for', async () => {
    const { log, clock, conversation, setUp, targets } = setting();
    conversation.webhooks.push(studio);
    log.after('conversations.webhooks', () => {
      conversation.webhooks = [studio, events];
    });
    await setUp('found');
    expect(clock.pauses).toEqual([300]);
    expect(targets()).toEqual([WEBHOOK, 'studio']);
    expect(log.names()).toEqual(['conversations.webhooks', 'conversations.addParticipant', 'conversations.webhooks']);
  });

  test('half-made, and the other one does not come back: completed after two seconds', async () => {
    const { log, clock, conversation, setUp, targets } = setting();
    conversation.webhooks.push(events);
    await setUp('found');
    expect(clock.pauses).toEqual(Array(7).fill(300));
    expect(targets()).toEqual([WEBHOOK, 'studio']);
    expect(log.of('conversations.webhooks')).toHaveLength(8);
  });

  test('half-made long ago: completed at once', async () => {
    const { clock, conversation, setUp, targets } = setting();
    clock.milliseconds += 8000;
    conversation.webhooks.push(studio);
    await setUp('found');
    expect(clock.pauses).toEqual([]);
    expect(targets()).toEqual([WEBHOOK, 'studio']);
  });

  test("somebody else's webhook is not taken for ours", async () => {
    const { clock, conversation, setUp, targets } = setting();
    clock.milliseconds += 8000;
    conversation.webhooks.push(studio, { ...events, url: 'https://other.example/webhook' });
    await setUp('found');
    expect(targets()).toEqual([WEBHOOK, 'https://other.example/webhook', 'studio'].sort());
  });

  test('handed over: no flow is started again, our own webhook is completed without waiting', async () => {
    const { clock, conversation, setUp, targets } = setting({ handedOver: true });
    await setUp('found');
    expect(clock.pauses).toEqual([]);
    expect(conversation.participants).toHaveLength(1);
    expect(targets()).toEqual([WEBHOOK]);
  });
});

test('our own, of which only the answer was lost: nobody else is at work, nobody waits', async () => {
  const { log, clock, setUp, targets } = setting();
  await setUp('perhaps-new');
  expect(clock.pauses).toEqual([]);
  expect(log.waves()).toEqual([
    ['conversations.addParticipant', 'conversations.webhooks'],
    ['conversations.addEventWebhook', 'conversations.addStudioWebhook'],
  ]);
  expect(targets()).toEqual([WEBHOOK, 'studio']);
});
