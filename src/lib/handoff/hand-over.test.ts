import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import { english } from '../../words/en/flow';
import { sealFacts } from '../auth/conversation-seal';
import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { refused, throttled, unanswered } from '../testing/failures';
import {
  CHANNEL,
  CLAIMED,
  CONVERSATION,
  CUSTOMER,
  EXECUTION,
  HandoffSetting,
  INTERACTION,
  OPENED,
  OTHER_INTERACTION,
} from '../testing/handoff-setting';
import { refusal } from '../testing/refusal';
import { plainSid, sid } from '../testing/sid';
import { WorkflowSid } from '../twilio/sids';
import { UpstreamError } from '../twilio/upstream-error';
import { type HandOver, handOver } from './hand-over';
import { HandOverInput } from './hand-over-input';
import type { Handoff, RequestedHandoff } from './handoff-record';

const ORIGIN = 'https://handoff-1234-dev.twil.io';
const config = configuration();
const server = { kind: 'server', site: defaultSite } as const;
const session = {
  kind: 'session',
  site: defaultSite,
  session: { identity: CUSTOMER, conversationSid: CONVERSATION, site: 'default', end: 9e9 },
} as const;

class Setting extends HandoffSetting {
  readonly handOverContext: HandOver = {
    ...this.context,
    undoRecords: this.records,
    deadline: { remaining: () => 8000 },
    keys: deriveKeys(config),
    ourOrigin: ORIGIN,
    workspaceSid: config.TASKROUTER_WORKSPACE_SID,
    workflowSid: sid(WorkflowSid, 'WW'),
  };

  constructor(handoff?: Handoff) {
    super(handoff);
    this.twilio.channels.clear();
  }

  asPage(handoff: object = {}) {
    return handOver(this.handOverContext, session, v.parse(HandOverInput, { session: 'x', handoff }));
  }

  asServer(handoff: object = {}) {
    const input = { conversationSid: CONVERSATION, customer: { identity: 'visitor-7', name: 'Ada' }, handoff };
    return handOver(this.handOverContext, server, v.parse(HandOverInput, input));
  }

  /** The tasks that Flex has accepted are there now. */
  tasksCome(): void {
    this.twilio.tasks.push(...this.twilio.lateTasks.splice(0));
  }
}

const queued = { conversationSid: CONVERSATION, state: 'queued' };
const requested = { conversationSid: CONVERSATION, state: 'requested' };

test('README example: claimed, asked, seen, bot removed, customer told; in this order', async () => {
  const setting = new Setting();
  expect(await setting.asPage()).toEqual(queued);
  expect(setting.log.waves()).toEqual([
    ['conversations.fetch', 'conversations.participants', 'conversations.webhooks', 'sync.fetch'],
    ['sync.create'],
    ['interactions.create'],
    ['sync.update'],
    ['conversations.fetch', 'interactions.channel', 'tasks.fetch'],
    ['sync.update'],
    ['conversations.removeWebhook'],
    ['sync.update'],
    ['conversations.say'],
  ]);
  expect(setting.handoff()).toMatchObject({
    state: 'opened',
    site: 'default',
    locale: 'en',
    interactionSid: INTERACTION,
    channelSid: CHANNEL,
    request: { id: 'random-id-1', taskSid: plainSid('WT'), others: ['MB1'], told: 'random-id-2' },
  });
  expect(setting.targets()).toEqual(['webhook']);
  expect(setting.conversation.said).toEqual([english.waiting]);
  expect(setting.clock.pauses).toEqual([300]);
});

test('what is asked of Flex', async () => {
  const setting = new Setting();
  await setting.asServer({ topic: 'orders', reason: 'Angry', summary: 'Wants a lamp', channelType: 'sms' });
  const [asked] = setting.twilio.createdInteractions;
  expect({ ...asked, attributes: JSON.parse(asked?.attributes ?? '{}') }).toEqual({
    conversationSid: CONVERSATION,
    channelType: 'sms',
    workspaceSid: config.TASKROUTER_WORKSPACE_SID,
    workflowSid: sid(WorkflowSid, 'WW'),
    taskChannel: 'chat',
    timeout: 3600,
    attributes: {
      channelType: 'sms',
      direction: 'inbound',
      conversationSid: CONVERSATION,
      handoffRef: `handoff.${CONVERSATION}`,
      handoffId: 'random-id-1',
      site: 'default',
      language: 'en',
      languageBase: 'en',
      verified: false,
      customerAddress: 'visitor-7',
      conversations: { communication_channel: 'Chat', initiated_by: 'Customer' },
      name: 'Ada',
      customerName: 'Ada',
      from: 'Ada',
      topic: 'orders',
      customers: { name: 'Ada' },
      reason: 'Angry',
      summary: 'Wants a lamp',
    },
  });
});

describe("a bot's note", () => {
  const note = {
    reasonCode: 'bot-cannot-help',
    reason: 'Angry',
    topic: 'orders',
    language: 'de-AT',
    summary: 'Wants a lamp',
    sentiment: 'negative',
    collected: { order: '4711' },
    channel: 'sms',
    transcript: 'lines.of-the-bot',
  } as const;
  const asked = (setting: Setting) => {
    const [wanted] = setting.twilio.createdInteractions;
    return { channelType: wanted?.channelType, attributes: JSON.parse(wanted?.attributes ?? '{}') };
  };
  const request = (setting: Setting) => {
    const handoff = setting.handoff();
    return handoff && 'request' in handoff ? handoff.request : undefined;
  };

  test('makes the same attributes as its fields do, and is kept whole', async () => {
    const setting = new Setting();
    await setting.asServer({ note });
    const { channelType, attributes } = asked(setting);
    expect([channelType, attributes]).toEqual([
      'sms',
      expect.objectContaining({
        channelType: 'sms',
        topic: 'orders',
        reason: 'Angry',
        reasonCode: 'bot-cannot-help',
        summary: 'Wants a lamp',
        sentiment: 'negative',
        language: 'de-AT',
        languageBase: 'de',
      }),
    ]);
    expect(JSON.stringify(attributes)).not.toMatch(/"4711"|lines/);
    expect(request(setting)?.note).toEqual(note);
    expect(request(setting)).not.toHaveProperty('summary');
  });

  test('a field beside it counts, and is kept in it', async () => {
    const setting = new Setting();
    await setting.asServer({ note, topic: 'returns', summary: 'x'.repeat(4000) });
    expect(asked(setting).attributes).toMatchObject({ topic: 'returns', summary: `${'x'.repeat(239)}…` });
    expect(request(setting)?.note).toEqual({ ...note, topic: 'returns', summary: 'x'.repeat(2000) });
  });

  test('of the phone: the conversation stays one of the web', async () => {
    const setting = new Setting();
    await setting.asServer({ note: { reasonCode: 'customer-asked', channel: 'voice' } });
    expect(asked(setting).channelType).toBe('web');
  });

  test('a page has none to give', async () => {
    expect(await refusal(new Setting().asPage({ note }))).toEqual([403, 'server_only']);
  });
});

test('what a page sends along is the word of the customer', async () => {
  const setting = new Setting();
  await setting.asPage({ reason: 'Angry', summary: 'Give me the VIP queue' });
  const attributes = JSON.parse(setting.twilio.createdInteractions[0]?.attributes ?? '{}');
  expect(attributes.typed).toEqual({ reason: 'Angry', summary: 'Give me the VIP queue' });
  expect(attributes).not.toHaveProperty('summary');
  expect(attributes.customerAddress).toBe(CUSTOMER);
});

test('a server may say who is to be asked first; a page may not', async () => {
  const setting = new Setting();
  await setting.asServer({ lastAgentSid: plainSid('WK') });
  const attributes = JSON.parse(setting.twilio.createdInteractions[0]?.attributes ?? '{}');
  expect(attributes.lastAgentSid).toBe(plainSid('WK'));
  expect(await refusal(new Setting().asPage({ lastAgentSid: plainSid('WK') }))).toEqual([403, 'server_only']);
  expect(v.safeParse(HandOverInput, { handoff: { lastAgentSid: 'Bob' } }).success).toBe(false);
});

test('a customer for whom somebody vouches is offered to who served them last, whoever hands over', async () => {
  const setting = new Setting();
  const { keys } = setting.handOverContext;
  const seal = { uniqueName: 'chat_1', identity: CUSTOMER, site: 'outlet', locale: 'en', verified: true, nonce: 'n' };
  setting.conversation.uniqueName = 'chat_1';
  setting.conversation.attributes = JSON.stringify({ handoff: await sealFacts(keys, seal) });
  setting.twilio.sync.documents.set(`last-agent.outlet.${CUSTOMER}`, {
    data: { value: { workerSid: plainSid('WK') }, expiresAt: Number.MAX_SAFE_INTEGER },
    revision: 0,
    ttl: 0,
  });
  await setting.asPage();
  const attributes = JSON.parse(setting.twilio.createdInteractions[0]?.attributes ?? '{}');
  expect(attributes).toMatchObject({ lastAgentSid: plainSid('WK'), site: 'outlet' });
});

test('a queue only when the site lists it', async () => {
  const setting = new Setting();
  expect(await refusal(setting.asServer({ queue: 'Returns' }))).toEqual([400, 'queue_unknown']);
  const site = { ...defaultSite, handoffQueues: ['Returns'] };
  const input = { conversationSid: CONVERSATION, customer: { identity: 'x' }, handoff: { queue: 'Returns' } };
  await handOver(setting.handOverContext, { kind: 'server', site }, v.parse(HandOverInput, input));
  expect(JSON.parse(setting.twilio.createdInteractions[0]?.attributes ?? '{}').queue).toBe('Returns');
});

test('a conversation without our webhook gets one before Flex is asked', async () => {
  const setting = new Setting();
  setting.conversation.webhooks = [{ sid: 'WH1', target: 'webhook', url: 'https://bot.example/' }];
  expect(await setting.asServer()).toEqual(queued);
  expect(setting.conversation.webhooks).toMatchObject([{ target: 'webhook', url: `${ORIGIN}/webhook` }]);
  const names = setting.log.names();
  expect(names.indexOf('conversations.addEventWebhook')).toBeLessThan(names.indexOf('interactions.create'));
});

test('there is no task yet: the bot stays, and a repeat goes on from there', async () => {
  const setting = new Setting();
  setting.twilio.tasksComeLate = true;
  expect(await setting.asPage()).toEqual(requested);
  expect(setting.clock.pauses).toEqual([300, 1200]);
  expect(setting.targets()).toEqual(['studio', 'webhook']);
  expect(setting.conversation.said).toEqual([]);
  setting.tasksCome();
  expect(await setting.asPage()).toEqual(queued);
  expect(setting.twilio.createdInteractions).toHaveLength(1);
  expect(setting.targets()).toEqual(['webhook']);
  expect(setting.conversation.said).toEqual([english.waiting]);
});

test('a repeat of what is done changes nothing', async () => {
  const setting = new Setting();
  await setting.asPage();
  const before = setting.handoff();
  const calls = setting.log.calls.length;
  expect(await setting.asPage()).toEqual(queued);
  expect(setting.handoff()).toEqual(before);
  expect(setting.log.names().slice(calls)).toEqual([
    'sync.fetch',
    'conversations.fetch',
    'conversations.webhooks',
    'conversations.participants',
    'conversations.fetch',
    'tasks.fetch',
    'interactions.channel',
  ]);
});

describe('a flow', () => {
  test('that talks keeps the claim', async () => {
    const setting = new Setting(CLAIMED);
    setting.twilio.executions.set(EXECUTION, { ended: false, widgets: {} });
    expect(await refusal(setting.asPage())).toEqual([409, 'flow_at_work']);
    expect(setting.handoff()).toEqual(CLAIMED);
  });

  test('that has asked Flex needs no second request', async () => {
    const setting = new Setting(CLAIMED);
    setting.twilio.executions.set(EXECUTION, { ended: true, widgets: { send_to_flex: { sid: INTERACTION } } });
    expect(await setting.asPage()).toEqual(requested);
    expect(setting.twilio.createdInteractions).toEqual([]);
  });

  test('that ended without result holds nothing', async () => {
    const setting = new Setting(CLAIMED);
    setting.twilio.executions.set(EXECUTION, { ended: true, widgets: {} });
    expect(await setting.asPage()).toEqual(queued);
  });

  test('that was faster by a moment keeps the claim, too', async () => {
    const setting = new Setting();
    setting.twilio.executions.set(EXECUTION, { ended: false, widgets: {} });
    setting.log.before('sync.create', () => setting.write(CLAIMED));
    expect(await refusal(setting.asPage())).toEqual([409, 'flow_at_work']);
    expect(setting.twilio.createdInteractions).toEqual([]);
  });

  test('that has handed over: queued when the task is there', async () => {
    const setting = new Setting(OPENED);
    expect(await setting.asPage()).toEqual(requested);
    setting.twilio.tasks.push({
      sid: plainSid('WT'),
      status: 'pending',
      attributes: { conversationSid: CONVERSATION },
      createdAt: new Date(0),
    });
    expect(await setting.asPage()).toEqual(queued);
    expect(setting.targets()).toEqual(['studio', 'webhook']);
  });
});

describe('asking Flex fails', () => {
  test.each([
    ['refused', refused(400, 20_001), [502, 'handoff_refused']],
    ['too many requests', throttled(), undefined],
  ])('%s: the claim is released, nothing is changed', async (_, error, answer) => {
    const setting = new Setting();
    setting.log.fail('interactions.create', error, 1);
    if (answer) expect(await refusal(setting.asPage())).toEqual(answer);
    else await expect(setting.asPage()).rejects.toBe(error);
    expect(setting.handoff()).toBeUndefined();
    expect(setting.targets()).toEqual(['studio', 'webhook']);
    expect(await setting.asPage()).toEqual(queued);
  });

  test('the answer is lost, and the task is found by the id of the hand-off', async () => {
    const setting = new Setting();
    setting.log.loseAnswer('interactions.create', unanswered(), 1);
    expect(await setting.asPage()).toEqual(queued);
    expect(setting.handoff()).toMatchObject({ state: 'opened', interactionSid: INTERACTION, channelSid: CHANNEL });
    expect(setting.twilio.createdInteractions).toHaveLength(1);
    expect(setting.log.names()).toContain('tasks.ofConversation');
  });

  test('silence: asked again after 30 s and not before', async () => {
    const setting = new Setting();
    setting.log.fail('interactions.create', unanswered(), 1);
    expect(await setting.asPage()).toEqual(requested);
    setting.clock.milliseconds += 20_000;
    expect(await setting.asPage()).toEqual(requested);
    expect(setting.log.of('interactions.create')).toHaveLength(1);
    setting.clock.milliseconds += 10_000;
    expect(await setting.asPage()).toEqual(queued);
    expect(setting.log.of('interactions.create')).toHaveLength(2);
    expect(setting.log.of('interactions.create')[0]).toEqual(setting.log.of('interactions.create')[1]);
  });

  test('an error: asked again after 5 s', async () => {
    const setting = new Setting();
    setting.log.fail('interactions.create', new UpstreamError('unavailable', 500, 0, true, 'Broken'), 1);
    expect(await setting.asPage()).toEqual(requested);
    setting.clock.milliseconds += 5000;
    expect(await setting.asPage()).toEqual(queued);
  });

  test('asked again and refused, there may be a first one: nothing is released', async () => {
    const setting = new Setting();
    setting.log.fail('interactions.create', unanswered(), 1);
    await setting.asPage();
    setting.clock.milliseconds += 31_000;
    setting.log.fail('interactions.create', refused(), 1);
    expect(await setting.asPage()).toEqual(requested);
    expect(setting.handoff()).toMatchObject({ state: 'requested' });
  });

  test('asked again and told to wait, there may be a first one: nothing is released', async () => {
    const setting = new Setting();
    setting.log.fail('interactions.create', unanswered(), 1);
    await setting.asPage();
    setting.clock.milliseconds += 31_000;
    setting.log.fail('interactions.create', throttled(), 1);
    expect(await setting.asPage()).toEqual(requested);
    expect(setting.handoff()).toMatchObject({ state: 'requested', request: { id: 'random-id-1' } });
  });

  test('asked again, and the task of the first time comes meanwhile: that one stays', async () => {
    const setting = new Setting();
    setting.twilio.tasksComeLate = true;
    setting.log.loseAnswer('interactions.create', unanswered(), 1);
    await setting.asPage();
    setting.clock.milliseconds += 31_000;
    setting.log.after('interactions.create', () => {
      setting.tasksCome();
      const { request, site, locale } = setting.handoff() as RequestedHandoff;
      setting.write({ state: 'opened', request, site, locale, interactionSid: INTERACTION, channelSid: CHANNEL });
    });
    expect(await setting.asPage()).toEqual(queued);
    expect([...setting.twilio.parkedInteractions]).toEqual([OTHER_INTERACTION]);
    expect(setting.handoff()).toMatchObject({ state: 'opened', interactionSid: INTERACTION });
  });

  test('of two that ask again, one does', async () => {
    const setting = new Setting();
    setting.log.fail('interactions.create', unanswered(), 1);
    await setting.asPage();
    setting.clock.milliseconds += 31_000;
    const answers = await Promise.all([setting.asPage(), setting.asPage()]);
    expect(answers).toContainEqual(queued);
    expect(setting.log.of('interactions.create')).toHaveLength(2);
  });
});

describe('the chat ends meanwhile', () => {
  test('before: it is over', async () => {
    const setting = new Setting();
    setting.conversation.closed = true;
    expect(await refusal(setting.asPage())).toEqual([410, 'conversation_closed']);
    expect(setting.handoff()).toBeUndefined();
  });

  test('while Flex is asked: the interaction goes as well', async () => {
    const setting = new Setting();
    setting.log.after('interactions.create', () => {
      setting.conversation.closed = true;
      setting.forget();
    });
    expect(await refusal(setting.asPage())).toEqual([410, 'conversation_closed']);
    expect(setting.log.of('interactions.close')).toEqual([[INTERACTION, CHANNEL, 'closed']]);
    expect(setting.handoff()).toBeUndefined();
  });

  test('before the task is seen: the interaction and the record go', async () => {
    const setting = new Setting();
    setting.twilio.tasksComeLate = true;
    await setting.asPage();
    setting.conversation.closed = true;
    expect(await refusal(setting.asPage())).toEqual([410, 'conversation_closed']);
    expect(setting.twilio.closedInteractions).toEqual([INTERACTION]);
    expect(setting.handoff()).toBeUndefined();
  });
});

describe('Flex cannot, or nobody takes it', () => {
  test('the channel failed: released, and the customer told', async () => {
    const setting = new Setting();
    setting.twilio.tasksComeLate = true;
    setting.log.after('interactions.create', () => setting.twilio.closedInteractions.push(INTERACTION));
    expect(await refusal(setting.asPage())).toEqual([502, 'handoff_failed']);
    expect(setting.handoff()).toBeUndefined();
    expect(setting.targets()).toEqual(['studio', 'webhook']);
    expect(setting.conversation.said).toEqual([english.handoffFailed]);
    expect(setting.log.of('interactions.close')).toEqual([]);
  });

  test('the task was canceled: the bot is back as it was, and a new request asks anew', async () => {
    const setting = new Setting();
    const bot = {
      target: 'webhook',
      url: 'https://bot.example/',
      method: 'post',
      filters: ['onMessageAdded'],
    } as const;
    setting.conversation.webhooks = [{ sid: 'WH7', ...bot, filters: [...bot.filters] }];
    await setting.asServer();
    const [task] = setting.twilio.tasks;
    if (task) task.status = 'canceled';
    expect(await refusal(setting.asServer())).toEqual([502, 'handoff_failed']);
    expect(setting.conversation.webhooks).toMatchObject([{ url: `${ORIGIN}/webhook` }, bot]);
    expect([...setting.twilio.parkedInteractions]).toEqual([INTERACTION]);
    expect(setting.conversation.said).toEqual([english.waiting, english.handoffFailed]);
    expect(await setting.asServer()).toEqual(queued);
    expect(setting.handoff()).toMatchObject({ interactionSid: OTHER_INTERACTION });
  });
});

test('a customer who was put out of the conversation asks for nobody any more', async () => {
  const setting = new Setting();
  setting.conversation.participants.length = 0;
  expect(await refusal(setting.asPage())).toEqual([403, 'not_in_conversation']);
  expect(setting.handoff()).toBeUndefined();
});

test('a page may not say what is for servers to say', async () => {
  const setting = new Setting();
  expect(await refusal(setting.asPage({ bot: {} }))).toEqual([403, 'server_only']);
  expect(await refusal(setting.asPage({ channelType: 'sms' }))).toEqual([403, 'server_only']);
  expect(setting.handoff()).toBeUndefined();
});
