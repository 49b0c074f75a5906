import { throttled, unanswered } from '../testing/failures';
import {
  CHANNEL,
  CLAIMED,
  CONVERSATION,
  EXECUTION,
  FLOW,
  HandoffSetting,
  INTERACTION,
  OPENED,
  OTHER_EXECUTION,
} from '../testing/handoff-setting';
import { sid } from '../testing/sid';
import { ExecutionSid } from '../twilio/sids';
import type { Execution } from '../twilio/studio';
import { claimHandoff } from './claim-handoff';
import type { Handoff, RequestedHandoff } from './handoff-record';

const words = { site: 'shop', locale: 'de' };
const claimOf = (setting: HandoffSetting, executionSid = EXECUTION) =>
  claimHandoff(setting.context, { conversationSid: CONVERSATION, flowSid: FLOW, executionSid }, words);
const OURS: Handoff = { state: 'claimed', flowSid: FLOW, executionSid: EXECUTION, ...words };
const THEIRS: Handoff = { ...CLAIMED, executionSid: OTHER_EXECUTION };
const sentToFlex = { send_to_flex: { sid: INTERACTION } };

test('README example: nobody has it, so it is ours, by one call', async () => {
  const setting = new HandoffSetting();
  expect(await claimOf(setting)).toBe('ours');
  expect(setting.handoff()).toEqual(OURS);
  expect(setting.log.names()).toEqual(['sync.create']);
});

test('ours already: the flow comes back with an answer', async () => {
  const setting = new HandoffSetting(CLAIMED);
  expect(await claimOf(setting)).toBe('ours');
  expect(setting.handoff()).toEqual(CLAIMED);
  expect(setting.log.names()).not.toContain('studio.execution');
});

test('Flex has it', async () => {
  const setting = new HandoffSetting(OPENED);
  expect(await claimOf(setting)).toBe('opened');
  expect(setting.handoff()).toEqual(OPENED);
});

test('Flex has it, although the execution is the same', async () => {
  const setting = new HandoffSetting({ ...OPENED, executionSid: EXECUTION });
  expect(await claimOf(setting)).toBe('opened');
});

describe("another flow's", () => {
  test.each<[string, Execution | undefined, string, object]>([
    ['still active', { ended: false, widgets: {} }, 'others', THEIRS],
    ['still active, just asking Flex', { ended: false, widgets: sentToFlex }, 'others', THEIRS],
    ['ended without Flex', { ended: true, widgets: {} }, 'ours', OURS],
    ['ended, Flex had failed', { ended: true, widgets: { send_to_flex: { error: 'x' } } }, 'ours', OURS],
    [
      'ended, with an output that is no interaction',
      { ended: true, widgets: { send_to_flex: { sid: 'x' } } },
      'ours',
      OURS,
    ],
    ['ended, with no output at all', { ended: true, widgets: { send_to_flex: null } }, 'ours', OURS],
    [
      'ended with Flex, which it could not tell us',
      { ended: true, widgets: sentToFlex },
      'opened',
      { ...THEIRS, state: 'opened', interactionSid: INTERACTION },
    ],
    ['unknown to Studio', undefined, 'ours', OURS],
  ])('%s', async (_, execution, claim, record) => {
    const setting = new HandoffSetting(THEIRS);
    if (execution) setting.twilio.executions.set(OTHER_EXECUTION, execution);
    expect(await claimOf(setting)).toBe(claim);
    expect(setting.handoff()).toEqual(record);
    expect(setting.log.of('studio.execution')).toEqual([[FLOW, OTHER_EXECUTION]]);
  });

  test('when Studio cannot say, nobody takes it', async () => {
    const setting = new HandoffSetting(THEIRS);
    setting.log.fail('studio.execution', throttled());
    await expect(claimOf(setting)).rejects.toThrow('Too many requests');
    expect(setting.handoff()).toEqual(THEIRS);
  });
});

describe('two at once', () => {
  test('on a new conversation: one has it', async () => {
    const setting = new HandoffSetting();
    setting.twilio.executions.set(EXECUTION, { ended: false, widgets: {} });
    const claims = await Promise.all([claimOf(setting, EXECUTION), claimOf(setting, OTHER_EXECUTION)]);
    expect(claims).toEqual(['ours', 'others']);
  });

  test('after one that died: one has it', async () => {
    const setting = new HandoffSetting({ ...CLAIMED, executionSid: sid(ExecutionSid, 'FN', 9) });
    const claims = await Promise.all([claimOf(setting, EXECUTION), claimOf(setting, OTHER_EXECUTION)]);
    expect(claims).toEqual(['ours', 'others']);
    expect(setting.handoff()).toEqual(OURS);
  });

  test('somebody else replaces it first: theirs', async () => {
    const setting = new HandoffSetting(THEIRS);
    const third = { ...THEIRS, executionSid: sid(ExecutionSid, 'FN', 3) };
    setting.log.before('sync.update', () => setting.write(third));
    expect(await claimOf(setting)).toBe('others');
    expect(setting.handoff()).toEqual(third);
  });

  test('the flow that seemed dead tells of its interaction meanwhile: Flex has it', async () => {
    const setting = new HandoffSetting(THEIRS);
    setting.log.before('sync.update', () => setting.write(OPENED));
    expect(await claimOf(setting)).toBe('opened');
    expect(setting.handoff()).toEqual(OPENED);
  });

  test('it is released between the attempt and the look: ours', async () => {
    const setting = new HandoffSetting(THEIRS);
    // The first look belongs to the attempt to create, the second one is ours.
    const forgetAtSecondLook = () => {
      if (setting.log.of('sync.fetch').length === 2) setting.forget();
      else setting.log.before('sync.fetch', forgetAtSecondLook);
    };
    setting.log.before('sync.fetch', forgetAtSecondLook);
    expect(await claimOf(setting)).toBe('ours');
    expect(setting.handoff()).toEqual(OURS);
  });
});

describe('a lost answer', () => {
  test('to the claim itself: what is there is ours', async () => {
    const setting = new HandoffSetting();
    // The helper's second attempt is told that the name is taken: by the first one.
    setting.log.before('sync.create', () => setting.write(OURS));
    expect(await claimOf(setting)).toBe('ours');
  });

  test('to taking it over: what is there is ours', async () => {
    const setting = new HandoffSetting(THEIRS);
    setting.log.before('sync.update', () => setting.write(OURS));
    expect(await claimOf(setting)).toBe('ours');
    expect(setting.handoff()).toEqual(OURS);
  });

  test('for ever: the flow fails, and its next try finds its own claim', async () => {
    const setting = new HandoffSetting();
    setting.log.loseAnswer('sync.create', unanswered(), 1);
    await expect(claimOf(setting)).rejects.toThrow('No answer');
    expect(await claimOf(setting)).toBe('ours');
  });
});

test('an interaction that was learned late has no channel yet', async () => {
  const setting = new HandoffSetting(THEIRS);
  setting.twilio.executions.set(OTHER_EXECUTION, { ended: true, widgets: sentToFlex });
  await claimOf(setting);
  expect(setting.handoff()).not.toHaveProperty('channelSid', CHANNEL);
});

describe("/conversation-handoff's", () => {
  const askedAt = (askAgainAt: number): RequestedHandoff => ({
    state: 'requested',
    ...words,
    request: { id: 'one', askAgainAt, channelType: 'web', taskAttributes: '{}', bot: [], others: [] },
  });

  test('that waits for Flex: the flow stops', async () => {
    const setting = new HandoffSetting(askedAt(9e15));
    expect(await claimOf(setting)).toBe('others');
  });

  test('that has an interaction: the flow stops, however long ago', async () => {
    const setting = new HandoffSetting({ ...askedAt(0), interactionSid: INTERACTION });
    expect(await claimOf(setting)).toBe('others');
  });

  test('that nobody came back to, without a task: the flow takes it', async () => {
    const setting = new HandoffSetting(askedAt(0));
    expect(await claimOf(setting)).toBe('ours');
    expect(setting.handoff()).toEqual(OURS);
  });

  test('that nobody came back to, with a task after all: Flex has it', async () => {
    const setting = new HandoffSetting(askedAt(0));
    const flex = { flexInteractionSid: INTERACTION, flexInteractionChannelSid: CHANNEL };
    setting.twilio.tasks.push({
      sid: 'WT1',
      status: 'pending',
      attributes: { conversationSid: CONVERSATION, handoffId: 'one', ...flex },
      createdAt: new Date(0),
    });
    expect(await claimOf(setting)).toBe('opened');
    expect(setting.handoff()).toMatchObject({ state: 'opened', interactionSid: INTERACTION });
  });
});
