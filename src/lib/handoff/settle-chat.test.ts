import { english } from '../../sites/words';
import { throttled, unanswered } from '../testing/failures';
import {
  AGENT,
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
  expect(setting.twilio.closedInteractions).toContain(INTERACTION);
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
  ])('when %s a moment later', async (_, happens) => {
    const setting = new HandoffSetting(OPENED);
    setting.context.pause = async () => happens(setting);
    expect(await settle(setting)).toBe('goes_on');
    expectUntouched(setting, OPENED);
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
  'interactions.isClosed',
])('when %s cannot say, nothing ends', async (call) => {
  const setting = new HandoffSetting(OPENED);
  setting.log.fail(call, throttled());
  await expect(settle(setting)).rejects.toThrow('Too many requests');
  expectUntouched(setting, OPENED);
});

test('one look is four calls side by side', async () => {
  const setting = new HandoffSetting(OPENED);
  setting.join(AGENT);
  await settle(setting);
  expect(setting.log.waves()).toEqual([
    ['sync.fetch'],
    ['conversations.fetch', 'conversations.participants', 'interactions.isClosed', 'taskRouter.hasOpenTask'],
  ]);
});
