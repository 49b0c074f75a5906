import { english } from '../../words/en/flow';
import { CHANNEL, CONVERSATION, HandoffSetting, INTERACTION } from '../testing/handoff-setting';
import { completeRequest } from './complete-request';
import { type AskedHandoff, isAsked } from './handoff-record';

const flex = { interactionSid: INTERACTION, channelSid: CHANNEL };
const bot = { sid: 'WH3', target: 'webhook', url: 'https://bot.example/' };
const asked: AskedHandoff = {
  state: 'requested',
  site: 'default',
  locale: 'en',
  ...flex,
  request: { id: 'one', askAgainAt: 0, channelType: 'web', taskAttributes: '{}', bot: [bot], others: ['MB1'] },
};

function setting() {
  const made = new HandoffSetting(asked);
  made.conversation.webhooks.push(bot);
  const complete = async () => {
    const held = await made.records.read(CONVERSATION);
    if (isAsked(held)) await completeRequest(made.context, CONVERSATION, held, flex);
  };
  return { made, complete, urls: () => made.conversation.webhooks.map(({ url }) => url) };
}

test('README example: stored, the bot removed, the customer told; in this order', async () => {
  const { made, complete, urls } = setting();
  await complete();
  expect(made.log.names()).toEqual([
    'sync.fetch',
    'sync.update',
    'conversations.removeWebhook',
    'sync.update',
    'conversations.say',
  ]);
  expect(urls()).not.toContain(bot.url);
  expect(made.handoff()).toMatchObject({ state: 'opened', ...flex, request: { told: 'random-id-1' } });
  expect(made.conversation.said).toEqual([english.waiting]);
});

test('of two at once, one tells the customer', async () => {
  const { made, complete, urls } = setting();
  await Promise.all([complete(), complete()]);
  expect(urls()).not.toContain(bot.url);
  expect(made.conversation.said).toEqual([english.waiting]);
});

test('given back while the bot was just being removed: the customer is not left alone with nobody', async () => {
  const { made, complete, urls } = setting();
  made.log.before('conversations.removeWebhook', () => made.forget());
  await complete();
  expect(urls()).toContain(bot.url);
  expect(made.conversation.said).toEqual([]);
});

test('the chat ended while the bot was just being removed: nothing is put back', async () => {
  const { made, complete, urls } = setting();
  made.log.before('conversations.removeWebhook', () => {
    made.conversation.closed = true;
    made.forget();
  });
  await complete();
  expect(urls()).not.toContain(bot.url);
});
