import { refused, throttled, unanswered } from '../testing/failures';
import {
  AGENT,
  CHANNEL,
  CLAIMED,
  CONVERSATION,
  EXECUTION,
  HandoffSetting,
  INTERACTION,
  OPENED,
} from '../testing/handoff-setting';
import { closeChat } from './close-chat';
import { handoffOpened } from './opened';

const close = (setting: HandoffSetting) => closeChat(setting.context, CONVERSATION);
const isOver = (setting: HandoffSetting) => [setting.conversation.closed, setting.handoff()];
const { channelSid: _, ...WITHOUT_CHANNEL } = OPENED;

test('README example: first the interaction, then the conversation, then our own record', async () => {
  const setting = new HandoffSetting(OPENED);
  setting.join(AGENT);
  await close(setting);
  expect(setting.log.waves()).toEqual([
    ['conversations.participants', 'sync.fetch'],
    ['interactions.close'],
    ['conversations.close'],
    ['sync.remove'],
  ]);
  expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'wrapping']]);
  expect(isOver(setting)).toEqual([true, undefined]);
});

describe('what becomes of the tasks', () => {
  test.each([
    ['an agent is in: they wrap up', OPENED, AGENT, 'wrapping'],
    ['an agent is in, and the channel is not known yet: they wrap up', WITHOUT_CHANNEL, AGENT, 'wrapping'],
    ['nobody has accepted: they just end', OPENED, undefined, 'closed'],
    ['nobody has accepted, and the channel is not known yet: they just end', WITHOUT_CHANNEL, undefined, 'closed'],
    ['another customer is no agent: they just end', OPENED, `customer_${'d'.repeat(32)}`, 'closed'],
  ])('%s', async (_, handoff, identity, tasks) => {
    const setting = new HandoffSetting(handoff);
    if (identity) setting.join(identity);
    await close(setting);
    expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, tasks]]);
    expect(isOver(setting)).toEqual([true, undefined]);
  });

  test('an agent has ended the interaction and left: nobody ends the wrap-up', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.twilio.closedInteractions.push(INTERACTION);
    await close(setting);
    expect(setting.log.of('interactions.close')).toEqual([]);
    expect(isOver(setting)).toEqual([true, undefined]);
  });

  test('an agent who leaves because of the end keeps the wrap-up when the end is tried again', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.join(AGENT);
    setting.log.after('interactions.close', () => setting.conversation.participants.pop());
    setting.log.loseAnswer('interactions.close', unanswered(), 1);
    await expect(close(setting)).rejects.toThrow('No answer');
    await close(setting);
    expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'wrapping']]);
    expect(isOver(setting)).toEqual([true, undefined]);
  });

  test('an interaction that is parked ends like any other', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.twilio.parkedInteractions.add(INTERACTION);
    await close(setting);
    expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'closed']]);
  });
});

test('what Flex made of a request whose answer was lost ends as well', async () => {
  const setting = new HandoffSetting({
    state: 'requested',
    site: 'default',
    locale: 'en',
    request: { id: 'one', askAgainAt: 0, channelType: 'web', taskAttributes: '{}', bot: [], others: ['MB1'] },
  });
  const flex = { flexInteractionSid: INTERACTION, flexInteractionChannelSid: CHANNEL };
  const attributes = { conversationSid: CONVERSATION, handoffId: 'one', ...flex };
  setting.twilio.tasks.push({ sid: 'WT1', status: 'pending', attributes, createdAt: new Date(0) });
  await close(setting);
  expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'closed']]);
  expect(isOver(setting)).toEqual([true, undefined]);
});

test('twice is fine', async () => {
  const setting = new HandoffSetting(OPENED);
  await close(setting);
  await close(setting);
  expect(isOver(setting)).toEqual([true, undefined]);
  expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
});

test('two at once are fine', async () => {
  const setting = new HandoffSetting(OPENED);
  await Promise.all([close(setting), close(setting)]);
  expect(isOver(setting)).toEqual([true, undefined]);
});

test('a channel that is not known yet is looked up', async () => {
  const setting = new HandoffSetting(WITHOUT_CHANNEL);
  setting.join(AGENT);
  await close(setting);
  expect(setting.log.names()).toContain('interactions.channel');
  expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'wrapping']]);
});

test('an interaction that is gone keeps nobody from ending', async () => {
  const setting = new HandoffSetting(WITHOUT_CHANNEL);
  setting.twilio.channels.clear();
  await close(setting);
  expect(setting.log.names()).not.toContain('interactions.close');
  expect(isOver(setting)).toEqual([true, undefined]);
});

test('before any flow: only the conversation', async () => {
  const setting = new HandoffSetting();
  await close(setting);
  expect(setting.log.waves()).toEqual([
    ['conversations.participants', 'sync.fetch'],
    ['conversations.close'],
    ['sync.fetch'],
    ['sync.remove'],
  ]);
  expect(isOver(setting)).toEqual([true, undefined]);
});

describe('while a flow is at it', () => {
  test('that only talks: the conversation, and the claim goes', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.twilio.executions.set(EXECUTION, { ended: false, widgets: {} });
    await close(setting);
    expect(isOver(setting)).toEqual([true, undefined]);
    expect(setting.twilio.closedInteractions).toEqual([]);
  });

  test('that has asked Flex, but not told us: its interaction is ended', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.twilio.executions.set(EXECUTION, { ended: true, widgets: { send_to_flex: { sid: INTERACTION } } });
    await close(setting);
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
    expect(isOver(setting)).toEqual([true, undefined]);
  });

  test('that tells us between our look and the close: we look again after the close', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.log.after('sync.fetch', () => setting.write(OPENED));
    await close(setting);
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
    const names = setting.log.names();
    expect(names.lastIndexOf('sync.fetch')).toBeGreaterThan(names.indexOf('conversations.close'));
    expect(isOver(setting)).toEqual([true, undefined]);
  });

  test('that tells us from nothing between our look and the close', async () => {
    const setting = new HandoffSetting();
    setting.log.after('sync.fetch', () => setting.write(OPENED));
    await close(setting);
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
  });
});

/** How many waves the flow comes after the end, or before it. */
const OFFSETS = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6];

test.each(OFFSETS)('whoever comes first, End or the flow (%i): nothing stays open', async (offset) => {
  const setting = new HandoffSetting(CLAIMED);
  const { parts } = setting.twilio;
  const waves = async (count: number) => {
    for (let wave = 0; wave < count; wave += 1) await parts.conversations.fetch('nobody');
  };
  const input = { conversationSid: CONVERSATION, flowSid: CLAIMED.flowSid, executionSid: EXECUTION };
  const flow = async () => {
    await waves(Math.max(0, offset));
    setting.twilio.executions.set(EXECUTION, { ended: false, widgets: { send_to_flex: { sid: INTERACTION } } });
    await handoffOpened(setting.context, { ...input, interactionSid: INTERACTION });
  };
  const end = async () => {
    await waves(Math.max(0, -offset));
    await close(setting);
  };
  await Promise.all([flow(), end()]);
  expect(setting.twilio.closedInteractions).toContain(INTERACTION);
  expect(isOver(setting)).toEqual([true, undefined]);
});

describe('a failure', () => {
  test.each([
    ['sync.fetch', OPENED],
    ['conversations.participants', OPENED],
    ['interactions.close', OPENED],
    ['interactions.channel', WITHOUT_CHANNEL],
    ['conversations.close', OPENED],
    ['sync.remove', OPENED],
    ['studio.execution', CLAIMED],
  ])('of %s is told, and the next try ends everything', async (call, handoff) => {
    for (const error of [throttled(), unanswered(), refused()]) {
      for (const lost of [false, true]) {
        const setting = new HandoffSetting(handoff);
        if (lost) setting.log.loseAnswer(call, error, 1);
        else setting.log.fail(call, error, 1);
        await expect(close(setting)).rejects.toBe(error);
        await close(setting);
        expect(isOver(setting)).toEqual([true, undefined]);
        if (handoff !== CLAIMED) expect(setting.twilio.closedInteractions).toContain(INTERACTION);
      }
    }
  });

  test('of the interaction leaves the conversation open: its tasks would stay behind', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.log.fail('interactions.close', throttled());
    await expect(close(setting)).rejects.toThrow('Too many requests');
    expect(setting.conversation.closed).toBe(false);
    expect(setting.handoff()).toEqual(OPENED);
  });
});
