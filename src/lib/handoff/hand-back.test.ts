import { english } from '../../words/en/flow';
import { START } from '../testing/clock';
import { throttled, unanswered } from '../testing/failures';
import { CHANNEL, CONVERSATION, HandoffSetting, INTERACTION } from '../testing/handoff-setting';
import type { ScopedWebhook } from '../twilio/conversations';
import { handBack } from './hand-back';
import { type AskedHandoff, type HandoffRequest, isAsked } from './handoff-record';

const bot: ScopedWebhook = { sid: 'WH3', target: 'webhook', url: 'https://bot.example/' };
const request: HandoffRequest = {
  id: 'one',
  askAgainAt: 0,
  channelType: 'web',
  taskAttributes: '{}',
  bot: [bot],
  others: ['MB1'],
  told: 'somebody',
};
const handedOver: AskedHandoff = {
  state: 'opened',
  site: 'default',
  locale: 'en',
  interactionSid: INTERACTION,
  channelSid: CHANNEL,
  request,
};

function setting(handoff: AskedHandoff = handedOver) {
  const made = new HandoffSetting(handoff);
  const back = async () => {
    const held = await made.records.read(CONVERSATION);
    if (isAsked(held)) await handBack(made.context, CONVERSATION, held);
  };
  return { made, back, urls: () => made.conversation.webhooks.map(({ url }) => url) };
}

test('README example: parked, put back, released, told; in this order', async () => {
  const { made, back, urls } = setting();
  await back();
  expect(made.log.names()).toEqual([
    'sync.fetch',
    'sync.update',
    'interactions.park',
    'conversations.webhooks',
    'conversations.restoreWebhook',
    'sync.remove',
    'conversations.say',
  ]);
  expect(urls()).toContain(bot.url);
  expect(made.handoff()).toBeUndefined();
  expect(made.conversation.said).toEqual([english.handoffFailed]);
});

test('of two at once, one does it', async () => {
  const { made, back, urls } = setting();
  await Promise.all([back(), back()]);
  expect(urls().filter((url) => url === bot.url)).toHaveLength(1);
  expect(made.conversation.said).toEqual([english.handoffFailed]);
});

test('what failed is done by the next one', async () => {
  const { made, back, urls } = setting();
  made.log.fail('conversations.webhooks', throttled(), 2);
  await expect(back()).rejects.toThrow('Too many requests');
  expect(urls()).not.toContain(bot.url);
  await back();
  expect(urls()).toContain(bot.url);
  expect(made.handoff()).toBeUndefined();
});

test('what somebody died at is done after 10 s, and not before', async () => {
  const { made, back, urls } = setting({
    ...handedOver,
    request: { ...request, handingBack: { by: 'somebody', since: START } },
  });
  made.clock.milliseconds += 9999;
  await back();
  expect(urls()).not.toContain(bot.url);
  made.clock.milliseconds += 1;
  await back();
  expect(urls()).toContain(bot.url);
  expect(made.conversation.said).toEqual([english.handoffFailed]);
});

test('a lost answer puts nothing there twice', async () => {
  const { made, back, urls } = setting();
  made.log.loseAnswer('conversations.restoreWebhook', unanswered(), 1);
  await back();
  expect(urls().filter((url) => url === bot.url)).toHaveLength(1);
});

test('the mark of our own is known again when its answer is lost', async () => {
  const { made, back } = setting();
  made.log.after('sync.update', () => undefined);
  const replace = made.records.replace.bind(made.records);
  jest.spyOn(made.records, 'replace').mockImplementationOnce(async (...args) => {
    await replace(...args);
    return undefined;
  });
  await back();
  expect(made.handoff()).toBeUndefined();
});

test('parking and telling may fail: the bot matters more', async () => {
  const { made, back, urls } = setting();
  made.log.fail('interactions.park', throttled());
  made.log.fail('conversations.say', throttled());
  await back();
  expect(urls()).toContain(bot.url);
  expect(made.handoff()).toBeUndefined();
  expect(made.notes.map(({ problem }) => problem?.split(':')[0])).toEqual([
    'The interaction is not parked',
    'The customer was not told',
  ]);
});

test('before the task was seen the bot was never away', async () => {
  const { made, back } = setting({ ...handedOver, state: 'requested' });
  await back();
  expect(made.log.names()).not.toContain('conversations.restoreWebhook');
  expect(made.handoff()).toBeUndefined();
});
