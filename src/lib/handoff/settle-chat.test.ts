import { english } from '../../words/en/flow';
import { throttled, unanswered } from '../testing/failures';
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
import { settleChat } from './settle-chat';

const settle = (setting: HandoffSetting, why: 'agentLeft' | 'queueTimeout' = 'agentLeft') =>
  settleChat(setting.context, CONVERSATION, why);

function expectEnded(setting: HandoffSetting, said: string[]) {
  expect(setting.conversation.said).toEqual(said);
  expect(setting.conversation.closed).toBe(true);
  expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
  expect(setting.handoff()).toBeUndefined();
}

function expectUntouched(setting: HandoffSetting, handoff: unknown) {
  expect(setting.conversation.said).toEqual([]);
  expect(setting.conversation.closed).toBe(false);
  expect(setting.twilio.closedInteractions).toEqual([]);
  expect(setting.handoff()).toEqual(handoff);
}

test('README example: nobody is there and nobody comes, so the customer is told and the chat ends', async () => {
  const setting = new HandoffSetting(OPENED);
  expect(await settle(setting)).toBe('ended');
  expectEnded(setting, [english.agentLeft]);
  expect(setting.clock.pauses).toEqual([1500]);
  expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'wrapping']]);
});

test('the words say why', async () => {
  const setting = new HandoffSetting(OPENED);
  await settle(setting, 'queueTimeout');
  expectEnded(setting, [english.queueTimeout]);
});

test('the customer is told before the chat is closed: nobody can write into a closed one', async () => {
  const setting = new HandoffSetting(OPENED);
  await settle(setting);
  const names = setting.log.names();
  expect(names.indexOf('conversations.say')).toBeLessThan(names.indexOf('interactions.close'));
  expect(names.indexOf('interactions.close')).toBeLessThan(names.indexOf('conversations.close'));
});

describe('it goes on', () => {
  test('while an agent is in the conversation', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.join(AGENT);
    expect(await settle(setting)).toBe('goes_on');
    expectUntouched(setting, OPENED);
    expect(setting.clock.pauses).toEqual([]);
  });

  test('while an agent whose login begins with "customer" is in it', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.join('customer_2Ecare_40corp_2Eexample');
    expect(await settle(setting)).toBe('goes_on');
    expectUntouched(setting, OPENED);
  });

  test('while a task looks for an agent: a transfer, or the queue', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.twilio.openTasks.add(CONVERSATION);
    expect(await settle(setting)).toBe('goes_on');
    expectUntouched(setting, OPENED);
  });

  test.each<[string, (setting: HandoffSetting) => void]>([
    ['the agent of a transfer joins', (setting) => setting.join(AGENT)],
    ['the task of a transfer appears', (setting) => setting.twilio.openTasks.add(CONVERSATION)],
    ['Flex parks it', (setting) => setting.twilio.parkedInteractions.add(INTERACTION)],
  ])('when %s a moment later', async (_, happens) => {
    const setting = new HandoffSetting(OPENED);
    setting.context.pause = async () => happens(setting);
    expect(await settle(setting)).toBe('goes_on');
    expectUntouched(setting, OPENED);
  });

  test('while Flex has parked it: an agent comes back to it', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.twilio.parkedInteractions.add(INTERACTION);
    expect(await settle(setting)).toBe('goes_on');
    expectUntouched(setting, OPENED);
    expect(setting.clock.pauses).toEqual([]);
    expect(setting.log.of('taskRouter.hasOpenTask')).toEqual([]);
  });

  test('before Flex has it: the flow is at it', async () => {
    for (const handoff of [undefined, CLAIMED]) {
      const setting = new HandoffSetting(handoff);
      expect(await settle(setting)).toBe('goes_on');
      expectUntouched(setting, handoff);
    }
  });

  test('another customer in it is no agent', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.join(`customer_${'d'.repeat(32)}`);
    expect(await settle(setting)).toBe('ended');
  });
});

test('a flow that asked Flex and could not tell us: its interaction counts', async () => {
  const setting = new HandoffSetting(CLAIMED);
  setting.twilio.executions.set(EXECUTION, { ended: true, widgets: { send_to_flex: { sid: INTERACTION } } });
  expect(await settle(setting)).toBe('ended');
  expectEnded(setting, [english.agentLeft]);
});

describe('it is over already', () => {
  test('a closed conversation: the interaction and the record go, nobody is told', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.conversation.closed = true;
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, []);
    expect(setting.clock.pauses).toEqual([]);
    expect(setting.log.names()).not.toContain('conversations.close');
    expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'closed']]);
  });

  test('a closed conversation with an agent in it: the agent gets to wrap up', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.conversation.closed = true;
    setting.join(AGENT);
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, []);
    expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'wrapping']]);
  });

  test('a closed conversation with an ended interaction: nobody ends the wrap-up', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.conversation.closed = true;
    setting.twilio.closedInteractions.push(INTERACTION);
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, []);
    expect(setting.log.of('interactions.close')).toEqual([]);
  });

  test('a conversation that is closed while we wait for a second look: without a word', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.context.pause = async () => {
      setting.conversation.closed = true;
    };
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, []);
  });

  test('a conversation that is gone: the same', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.twilio.conversations.kept.splice(0);
    expect(await settle(setting)).toBe('ended');
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
    expect(setting.handoff()).toBeUndefined();
  });

  test('an interaction that the agent has ended, with the conversation left open: closed without a word', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.twilio.closedInteractions.push(INTERACTION);
    setting.join(AGENT);
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, []);
    expect(setting.clock.pauses).toEqual([]);
    expect(setting.log.of('interactions.close')).toEqual([]);
  });

  test('an interaction that is gone, with the conversation left open: closed without a word', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.twilio.channels.clear();
    expect(await settle(setting)).toBe('ended');
    expect([setting.conversation.said, setting.conversation.closed, setting.handoff()]).toEqual([[], true, undefined]);
    expect(setting.clock.pauses).toEqual([]);
    expect(setting.log.of('interactions.close')).toEqual([]);
  });
});

describe('several events of the same end', () => {
  test('one after the other: told once', async () => {
    const setting = new HandoffSetting(OPENED);
    expect([await settle(setting), await settle(setting, 'queueTimeout')]).toEqual(['ended', 'goes_on']);
    expectEnded(setting, [english.agentLeft]);
  });

  test('at the same time: told once', async () => {
    const setting = new HandoffSetting(OPENED);
    const results = await Promise.all([settle(setting), settle(setting), settle(setting, 'queueTimeout')]);
    expect(results.filter((result) => result === 'ended')).toHaveLength(1);
    expectEnded(setting, [english.agentLeft]);
  });

  test('the first one died after it had told: the next one closes without a word', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.log.fail('interactions.close', unanswered(), 1);
    await expect(settle(setting)).rejects.toThrow('No answer');
    expect(setting.handoff()).toEqual({ ...OPENED, ending: 'random-id-1' });
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, [english.agentLeft]);
  });

  test.each([
    ['the same end, and marked it first', { ...OPENED, ending: 'somebody-else' }],
    ['that the flow is at it again', CLAIMED],
  ])('another one saw %s: it is left to that one', async (_, handoff) => {
    const setting = new HandoffSetting(OPENED);
    setting.log.before('sync.update', () => setting.write(handoff));
    expect(await settle(setting)).toBe('goes_on');
    expectUntouched(setting, handoff);
  });

  test('another one has ended it: nothing is left to do', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.log.before('sync.update', () => setting.forget());
    expect(await settle(setting)).toBe('goes_on');
    expectUntouched(setting, undefined);
  });

  test('the mark was written although its answer was lost, and a repeat was refused: it is ours, told once', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.log.before('sync.update', () => setting.write({ ...OPENED, ending: 'random-id-1' }));
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, [english.agentLeft]);
    expect(setting.log.of('sync.update')).toHaveLength(1);
  });

  test('whether the mark was written is never learned: nobody is told yet, and the next event ends the chat', async () => {
    for (const lost of [false, true]) {
      const setting = new HandoffSetting(OPENED);
      if (lost) setting.log.loseAnswer('sync.update', unanswered(), 1);
      else setting.log.fail('sync.update', unanswered(), 1);
      await expect(settle(setting)).rejects.toThrow('No answer');
      expectUntouched(setting, lost ? { ...OPENED, ending: 'random-id-1' } : OPENED);
      expect(await settle(setting)).toBe('ended');
      expectEnded(setting, lost ? [] : [english.agentLeft]);
    }
  });

  test('the customer cannot be told: the chat ends all the same', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.log.fail('conversations.say', throttled());
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, []);
  });
});

test.each([
  'sync.fetch',
  'conversations.fetch',
  'conversations.participants',
  'taskRouter.hasOpenTask',
  'interactions.channel',
])('when %s cannot say, nothing ends', async (call) => {
  const setting = new HandoffSetting(OPENED);
  setting.log.fail(call, throttled());
  await expect(settle(setting)).rejects.toThrow('Too many requests');
  expectUntouched(setting, OPENED);
});

describe('one look', () => {
  const sideBySide = ['conversations.fetch', 'conversations.participants', 'interactions.channel'];

  test('is three calls side by side where an agent is in: the tasks are not asked for', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.join(AGENT);
    await settle(setting);
    expect(setting.log.waves()).toEqual([['sync.fetch'], sideBySide]);
  });

  test('asks for tasks where nobody is in', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.twilio.openTasks.add(CONVERSATION);
    await settle(setting);
    expect(setting.log.waves()).toEqual([['sync.fetch'], sideBySide, ['taskRouter.hasOpenTask']]);
  });
});

/** Twilio is slow: this call, the first time it comes, takes so long. The whole has 8 s. */
const slow = (setting: HandoffSetting, call: string, milliseconds: number) =>
  setting.log.after(call, () => {
    setting.clock.milliseconds += milliseconds;
  });

describe('when time runs out', () => {
  test.each([
    ['more than 3.5 s are left: it looks again, and 2 s are more than enough for words', 4499, [1500], 2],
    ['3.5 s are left: it does not look again, but tells', 4500, [], 1],
    ['little more than 2 s are left: it does not look again, but tells', 5999, [], 1],
  ])('at the first look, %s', async (_, milliseconds, pauses, looks) => {
    const setting = new HandoffSetting(OPENED);
    slow(setting, 'taskRouter.hasOpenTask', milliseconds);
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, [english.agentLeft]);
    expect(setting.clock.pauses).toEqual(pauses);
    expect(setting.log.of('taskRouter.hasOpenTask')).toHaveLength(looks);
  });

  test('at the first look, 2 s are left: they are kept for closing, without words', async () => {
    const setting = new HandoffSetting(OPENED);
    slow(setting, 'taskRouter.hasOpenTask', 6000);
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, []);
    expect(setting.clock.pauses).toEqual([]);
  });

  test.each([
    [4499, [english.agentLeft]],
    [4500, []],
  ])('at the second look, which takes %i ms', async (milliseconds, said) => {
    const setting = new HandoffSetting(OPENED);
    const { pause } = setting.context;
    setting.context.pause = async (time) => {
      await pause(time);
      slow(setting, 'taskRouter.hasOpenTask', milliseconds);
    };
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, said);
    expect(setting.clock.pauses).toEqual([1500]);
  });

  test.each([
    [4499, [english.agentLeft]],
    [4500, []],
  ])('at the mark, which takes %i ms', async (milliseconds, said) => {
    const setting = new HandoffSetting(OPENED);
    slow(setting, 'sync.update', milliseconds);
    expect(await settle(setting)).toBe('ended');
    expectEnded(setting, said);
  });

  test('somebody is there all the same: it goes on', async () => {
    const setting = new HandoffSetting(OPENED);
    setting.twilio.openTasks.add(CONVERSATION);
    slow(setting, 'conversations.fetch', 8000);
    expect(await settle(setting)).toBe('goes_on');
    expectUntouched(setting, OPENED);
  });

  test.each(['interactions.close', 'conversations.close', 'sync.remove'])(
    'at %s: the next event ends it without another word',
    async (call) => {
      const setting = new HandoffSetting(OPENED);
      setting.log.fail(call, unanswered(), 1);
      await expect(settle(setting)).rejects.toThrow('No answer within');
      expect(setting.handoff()).toEqual({ ...OPENED, ending: 'random-id-1' });
      expect(await settle(setting)).toBe('ended');
      expectEnded(setting, [english.agentLeft]);
    },
  );
});

describe('what /conversation-handoff handed over', () => {
  const request = {
    id: 'one',
    askAgainAt: 0,
    channelType: 'web' as const,
    taskAttributes: '{}',
    bot: [{ sid: 'WH9', target: 'webhook', url: 'https://bot.example/' }],
    others: [],
    told: 'somebody',
  };
  const handedOver = { ...OPENED, request };
  const taskWith = (setting: HandoffSetting, status: 'pending' | 'canceled' | 'completed') =>
    setting.twilio.tasks.push({
      sid: 'WT1',
      status,
      attributes: { conversationSid: CONVERSATION, handoffId: 'one', flexInteractionSid: INTERACTION },
      createdAt: new Date(0),
    });

  test('and nobody took goes back to the bot: the conversation stays open', async () => {
    const setting = new HandoffSetting(handedOver);
    taskWith(setting, 'canceled');
    expect(await settle(setting, 'queueTimeout')).toBe('goes_on');
    expect(setting.conversation).toMatchObject({ closed: false, said: [english.handoffFailed] });
    expect(setting.conversation.webhooks.map(({ url }) => url)).toContain('https://bot.example/');
    expect(setting.handoff()).toBeUndefined();
  });

  test('and an agent has had ends as every chat', async () => {
    const setting = new HandoffSetting(handedOver);
    taskWith(setting, 'completed');
    expect(await settle(setting, 'queueTimeout')).toBe('ended');
    expectEnded(setting, [english.queueTimeout]);
  });

  test('and Flex has only accepted so far is looked after', async () => {
    const setting = new HandoffSetting({ state: 'requested', site: 'default', locale: 'en', request });
    taskWith(setting, 'canceled');
    expect(await settle(setting, 'queueTimeout')).toBe('goes_on');
    expect(setting.handoff()).toBeUndefined();
    expect([...setting.twilio.parkedInteractions]).toEqual([INTERACTION]);
  });
});
