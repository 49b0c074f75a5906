import * as v from 'valibot';
import { refused, throttled, unanswered } from '../testing/failures';
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
  OTHER_INTERACTION,
} from '../testing/handoff-setting';
import { handoffOpened, OpenedInput, storeOpened } from './opened';

const input = { conversationSid: CONVERSATION, flowSid: FLOW, executionSid: EXECUTION, interactionSid: INTERACTION };
const opened = (setting: HandoffSetting) => handoffOpened(setting.context, input);

test("README example: the interaction is stored, and Studio's webhook is gone", async () => {
  const setting = new HandoffSetting(CLAIMED);
  expect(await opened(setting)).toEqual({ state: 'opened' });
  expect(setting.handoff()).toEqual(OPENED);
  expect(setting.targets()).toEqual(['webhook']);
  expect(setting.notes).toEqual([]);
  expect(setting.log.waves()).toEqual([
    ['conversations.webhooks', 'interactions.channel', 'sync.fetch'],
    ['conversations.removeWebhook', 'sync.update'],
    ['conversations.fetch'],
  ]);
});

test('twice is fine', async () => {
  const setting = new HandoffSetting(CLAIMED);
  await opened(setting);
  expect(await opened(setting)).toEqual({ state: 'opened' });
  expect(setting.handoff()).toEqual(OPENED);
  expect(setting.twilio.closedInteractions).toEqual([]);
});

test('the words of the claim are kept', async () => {
  const setting = new HandoffSetting({ ...CLAIMED, site: 'shop', locale: 'de' });
  await opened(setting);
  expect(setting.handoff()).toMatchObject({ site: 'shop', locale: 'de' });
});

test('without a claim it is stored all the same, with default words', async () => {
  const setting = new HandoffSetting();
  expect(await opened(setting)).toEqual({ state: 'opened' });
  expect(setting.handoff()).toEqual(OPENED);
});

test("another execution's claim does not count against an interaction that is there", async () => {
  const setting = new HandoffSetting({ ...CLAIMED, executionSid: OTHER_EXECUTION });
  await opened(setting);
  expect(setting.handoff()).toEqual(OPENED);
});

test('an interaction that is stored already stays: it came first', async () => {
  const first = { ...OPENED, interactionSid: OTHER_INTERACTION };
  const setting = new HandoffSetting(first);
  expect(await opened(setting)).toEqual({ state: 'opened' });
  expect(setting.handoff()).toEqual(first);
});

describe('when the chat has ended meanwhile', () => {
  test('the interaction is ended as well, and the record goes', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.conversation.closed = true;
    expect(await opened(setting)).toEqual({ state: 'closed' });
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
    expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'closed']]);
    expect(setting.handoff()).toBeUndefined();
  });

  test('also when the end has removed the record', async () => {
    const setting = new HandoffSetting();
    setting.conversation.closed = true;
    expect(await opened(setting)).toEqual({ state: 'closed' });
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
  });

  test('also when the conversation is gone', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.log.before('conversations.fetch', () => setting.twilio.conversations.kept.splice(0));
    expect(await opened(setting)).toEqual({ state: 'closed' });
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
  });

  test('the conversation is looked at after the record was written: the end looks the other way round', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.log.after('sync.update', () => {
      setting.conversation.closed = true;
    });
    expect(await opened(setting)).toEqual({ state: 'closed' });
  });

  test("its own interaction is ended, not another one's that was stored before", async () => {
    const setting = new HandoffSetting({ ...OPENED, interactionSid: OTHER_INTERACTION });
    setting.conversation.closed = true;
    expect(await opened(setting)).toEqual({ state: 'closed' });
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
  });

  test('the channel could not be learned at first: asked for again', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.conversation.closed = true;
    setting.log.fail('interactions.channel', throttled(), 1);
    expect(await opened(setting)).toEqual({ state: 'closed' });
    expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'closed']]);
  });

  test('the record cannot be written: the interaction is ended all the same', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.conversation.closed = true;
    setting.log.fail('sync.update', throttled());
    expect(await opened(setting)).toEqual({ state: 'closed' });
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
  });

  test('ending fails for now: the flow hears of it, and the record stays for the next try', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.conversation.closed = true;
    setting.log.fail('interactions.close', unanswered(), 1);
    await expect(opened(setting)).rejects.toThrow('No answer');
    expect(setting.handoff()).toEqual(OPENED);
    expect(await opened(setting)).toEqual({ state: 'closed' });
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
  });
});

describe('what may fail without costing the interaction', () => {
  test.each([
    ['throttled', throttled(), 'Too many requests'],
    ['refused', refused(), 'Refused by Twilio'],
  ])('the channel cannot be learned (%s)', async (_, error, message) => {
    const setting = new HandoffSetting(CLAIMED);
    setting.log.fail('interactions.channel', error);
    expect(await opened(setting)).toEqual({ state: 'opened' });
    expect(setting.handoff()).toMatchObject({ state: 'opened', interactionSid: INTERACTION, channelSid: undefined });
    expect(setting.notes).toEqual([{ problem: `No channel yet: ${message}` }]);
  });

  test.each(['conversations.webhooks', 'conversations.removeWebhook'])("Studio's webhook stays: %s", async (call) => {
    const setting = new HandoffSetting(CLAIMED);
    setting.log.fail(call, throttled());
    expect(await opened(setting)).toEqual({ state: 'opened' });
    expect(setting.handoff()).toEqual(OPENED);
    expect(setting.notes).toEqual([{ problem: "Studio's webhook is still there: Too many requests" }]);
  });
});

test.each(['sync.fetch', 'sync.update', 'conversations.fetch'])(
  '%s fails: the flow hears of it and tries again, with the same result',
  async (call) => {
    for (const lose of [false, true]) {
      const setting = new HandoffSetting(CLAIMED);
      if (lose) setting.log.loseAnswer(call, unanswered(), 1);
      else setting.log.fail(call, unanswered(), 1);
      await expect(opened(setting)).rejects.toThrow('No answer');
      expect(await opened(setting)).toEqual({ state: 'opened' });
      expect(setting.handoff()).toEqual(OPENED);
    }
  },
);

describe('storing against others', () => {
  const store = (setting: HandoffSetting) => storeOpened(setting.records, input, CHANNEL);

  test('the record changed in between: once more, over what is there now', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.log.before('sync.update', () => setting.write({ ...CLAIMED, executionSid: OTHER_EXECUTION, locale: 'de' }));
    await store(setting);
    expect(setting.handoff()).toEqual({ ...OPENED, locale: 'de' });
  });

  test('the claim was released in between: created', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.log.before('sync.update', () => setting.forget());
    await store(setting);
    expect(setting.handoff()).toEqual(OPENED);
  });

  test('a flow claims it between our look and our write: once more, over the claim', async () => {
    const setting = new HandoffSetting();
    setting.log.before('sync.create', () => setting.write({ ...CLAIMED, executionSid: OTHER_EXECUTION, locale: 'de' }));
    await store(setting);
    expect(setting.handoff()).toEqual({ ...OPENED, locale: 'de' });
  });

  test('another interaction is stored between our look and our write: it came first', async () => {
    const first = { ...OPENED, interactionSid: OTHER_INTERACTION };
    const setting = new HandoffSetting();
    setting.log.before('sync.create', () => setting.write(first));
    await store(setting);
    expect(setting.handoff()).toEqual(first);
    expect(setting.log.of('sync.update')).toEqual([]);
  });

  test('our own write went through although Twilio says it came too late', async () => {
    const setting = new HandoffSetting(CLAIMED);
    setting.log.before('sync.update', () => setting.write(OPENED));
    await store(setting);
    expect(setting.handoff()).toEqual(OPENED);
    expect(setting.log.of('sync.update')).toHaveLength(1);
  });

  test('it changes again and again: given up with a reason', async () => {
    const setting = new HandoffSetting(CLAIMED);
    const change = () => {
      setting.write(CLAIMED);
      setting.log.before('sync.update', change);
    };
    setting.log.before('sync.update', change);
    await expect(store(setting)).rejects.toThrow(`The hand-off record of ${CONVERSATION} changed 3 times`);
  });
});

test('the input names all four SIDs', () => {
  expect(v.is(OpenedInput, input)).toBe(true);
  for (const name of Object.keys(input)) expect(v.is(OpenedInput, { ...input, [name]: '' })).toBe(false);
});

test('who logged in while it was being made is put into the task', async () => {
  const setting = new HandoffSetting(CLAIMED);
  await opened(setting);
  expect(setting.shownLoggedIn).toEqual([CONVERSATION]);
});

test('that failing is noted, and nothing more', async () => {
  const setting = new HandoffSetting(CLAIMED);
  setting.context.showLoggedIn = () => Promise.reject(new Error('Too many requests'));
  expect(await opened(setting)).toEqual({ state: 'opened' });
  expect(setting.notes).toContainEqual({ problem: 'The task does not show who logged in: Too many requests' });
});
