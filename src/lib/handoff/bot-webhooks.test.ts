import { CONVERSATION, HandoffSetting } from '../testing/handoff-setting';
import { refusal } from '../testing/refusal';
import type { ScopedWebhook } from '../twilio/conversations';
import { botWebhooks, lacksOurWebhook, restoreWebhooks } from './bot-webhooks';

const ORIGIN = 'https://handoff-1234-dev.twil.io';
const ours: ScopedWebhook = { sid: 'WH1', target: 'webhook', url: `${ORIGIN}/webhook` };
const flow: ScopedWebhook = { sid: 'WH2', target: 'studio', url: undefined, flowSid: 'FW1' };
const bot: ScopedWebhook = { sid: 'WH3', target: 'webhook', url: 'https://bot.example/', filters: ['onMessageAdded'] };
const trigger: ScopedWebhook = { sid: 'WH4', target: 'trigger', url: 'https://words.example/' };

test('README example: whatever answers and is not ours', () => {
  expect(botWebhooks([ours, flow, bot, trigger], ORIGIN, undefined)).toEqual([flow, bot]);
});

test('whoever does not hear what is said answers nobody', () => {
  const analytics = { ...bot, sid: 'WH5', filters: ['onConversationStateUpdated', 'onParticipantAdded'] };
  const unfiltered: ScopedWebhook = { sid: 'WH6', target: 'webhook', url: 'https://bot.example/' };
  expect(botWebhooks([analytics, bot, unfiltered], ORIGIN, undefined)).toEqual([bot, unfiltered]);
});

test('one that is named, if it is there and not ours', async () => {
  expect(botWebhooks([ours, flow, bot], ORIGIN, 'WH3')).toEqual([bot]);
  for (const named of ['WH1', 'WH9']) {
    expect(await refusal(() => botWebhooks([ours, flow, bot], ORIGIN, named))).toEqual([400, 'webhook_unknown']);
  }
});

test('an address that only begins like ours is not ours', () => {
  const lookalike = { ...bot, url: `${ORIGIN}.example/webhook` };
  expect(botWebhooks([lookalike], ORIGIN, undefined)).toEqual([lookalike]);
});

test('ours is needed once, and there is room for five', async () => {
  expect(lacksOurWebhook([bot, ours], `${ORIGIN}/webhook`)).toBe(false);
  expect(lacksOurWebhook([bot, flow, trigger, bot], `${ORIGIN}/webhook`)).toBe(true);
  expect(lacksOurWebhook([bot, flow, trigger, bot, ours], `${ORIGIN}/webhook`)).toBe(false);
  expect(await refusal(() => lacksOurWebhook([bot, flow, trigger, bot, bot], `${ORIGIN}/webhook`))).toEqual([
    409,
    'webhook_limit',
  ]);
});

test('put back is what is missing, as it was', async () => {
  const { conversation, context, log } = new HandoffSetting();
  conversation.webhooks = [ours, { ...flow, sid: 'WH7' }];
  await restoreWebhooks(context.twilio.conversations, CONVERSATION, [flow, bot]);
  expect(log.of('conversations.restoreWebhook')).toEqual([[CONVERSATION, bot]]);
});

test('another webhook of the same server is not the one that is missing', async () => {
  const { conversation, context, log } = new HandoffSetting();
  const analytics = { ...bot, sid: 'WH5', filters: ['onConversationStateUpdated'] };
  conversation.webhooks = [analytics];
  await restoreWebhooks(context.twilio.conversations, CONVERSATION, [bot]);
  expect(log.of('conversations.restoreWebhook')).toEqual([[CONVERSATION, bot]]);
});

test('in whatever order Twilio names the events, it is the same webhook', async () => {
  const { conversation, context, log } = new HandoffSetting();
  const two = { ...bot, filters: ['onMessageAdded', 'onMessageUpdated'] };
  conversation.webhooks = [{ ...two, sid: 'WH7', filters: ['onMessageUpdated', 'onMessageAdded'] }];
  await restoreWebhooks(context.twilio.conversations, CONVERSATION, [two]);
  expect(log.of('conversations.restoreWebhook')).toEqual([]);
});
