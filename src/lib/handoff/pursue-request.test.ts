import { english } from '../../words/en/flow';
import { refused, throttled } from '../testing/failures';
import { AGENT, CHANNEL, CONVERSATION, HandoffSetting, INTERACTION } from '../testing/handoff-setting';
import { type AskedHandoff, type HandoffRequest, isAsked } from './handoff-record';
import { pursueRequest } from './pursue-request';

const request: HandoffRequest = {
  id: 'one',
  askAgainAt: 0,
  channelType: 'web',
  taskAttributes: '{}',
  bot: [{ sid: 'WH9', target: 'webhook', url: 'https://bot.example/' }],
  others: ['MB1'],
  taskSid: 'WT1' as HandoffRequest['taskSid'],
};
const asked: AskedHandoff = {
  state: 'requested',
  site: 'default',
  locale: 'en',
  interactionSid: INTERACTION,
  channelSid: CHANNEL,
  request,
};
const opened: AskedHandoff = {
  ...asked,
  state: 'opened',
  interactionSid: INTERACTION,
  request: { ...request, told: 'x' },
};

async function pursued(setting: HandoffSetting) {
  const held = await setting.records.read(CONVERSATION);
  return isAsked(held) ? pursueRequest(setting.context, CONVERSATION, held) : undefined;
}

const task = (setting: HandoffSetting, status: 'pending' | 'assigned' | 'canceled', sid = 'WT1') =>
  setting.twilio.tasks.push({
    sid,
    status,
    attributes: {
      conversationSid: CONVERSATION,
      handoffId: 'one',
      flexInteractionSid: INTERACTION,
      flexInteractionChannelSid: CHANNEL,
    },
    createdAt: new Date(0),
  });

test('README example: the task is there, so the bot goes', async () => {
  const setting = new HandoffSetting(asked);
  task(setting, 'pending');
  expect(await pursued(setting)).toBe('queued');
  expect(setting.handoff()).toMatchObject({ state: 'opened' });
  expect(setting.conversation.said).toEqual([english.waiting]);
});

test('no task yet', async () => {
  const setting = new HandoffSetting(asked);
  expect(await pursued(setting)).toBe('requested');
  expect(setting.handoff()).toEqual(asked);
});

describe('seen before, and TaskRouter has forgotten the task', () => {
  test('with nobody there and nobody coming, the bot gets the conversation', async () => {
    const setting = new HandoffSetting(opened);
    expect(await pursued(setting)).toBe('handed_back');
    expect(setting.conversation.webhooks.map(({ url }) => url)).toContain('https://bot.example/');
  });

  test('with an agent in it, it goes on', async () => {
    const setting = new HandoffSetting(opened);
    setting.join(AGENT);
    expect(await pursued(setting)).toBe('queued');
    expect(setting.handoff()).toEqual(opened);
  });

  test('with another task on the way, as after a transfer, it goes on', async () => {
    const setting = new HandoffSetting(opened);
    task(setting, 'pending', 'WT2');
    expect(await pursued(setting)).toBe('queued');
  });

  test('with its interaction ended or parked by somebody, others see to it', async () => {
    const setting = new HandoffSetting(opened);
    setting.twilio.parkedInteractions.add(INTERACTION);
    expect(await pursued(setting)).toBe('queued');
    setting.twilio.closedInteractions.push(INTERACTION);
    expect(await pursued(setting)).toBe('queued');
  });
});

test('what somebody else gives back is left to them; what they left, is done', async () => {
  const handingBack = { by: 'somebody', since: new HandoffSetting().clock.now() };
  const setting = new HandoffSetting({ ...opened, request: { ...opened.request, handingBack } });
  setting.twilio.parkedInteractions.add(INTERACTION);
  expect(await pursued(setting)).toBe('handing_back');
  setting.clock.milliseconds += 10_000;
  expect(await pursued(setting)).toBe('handed_back');
});

test.each([
  ['conversations.fetch', asked, 'requested'],
  ['tasks.fetch', asked, 'requested'],
  ['interactions.channel', opened, 'queued'],
])('where Twilio is silent (%s), nothing changes', async (call, handoff, state) => {
  const setting = new HandoffSetting(handoff);
  setting.log.fail(call, throttled());
  expect(await pursued(setting)).toBe(state);
  expect(setting.handoff()).toEqual(handoff);
  expect(setting.notes).toEqual([{ problem: 'No answer while looking: Too many requests' }]);
});

test('a refusal is no silence', async () => {
  const setting = new HandoffSetting(asked);
  setting.log.fail('tasks.fetch', refused());
  await expect(pursued(setting)).rejects.toMatchObject({ kind: 'refused' });
});
