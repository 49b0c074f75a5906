import { failure, type ScriptedAnswer, ScriptedTwilio } from '../testing/scripted-twilio';
import { plainSid, sid } from '../testing/sid';
import { Conversations } from './conversations';
import { ConversationSid, FlowSid, RoleSid } from './sids';

const SERVICE = plainSid('IS');
const CONVERSATION = sid(ConversationSid, 'CH');
const BASE = `/v1/Services/${SERVICE}/Conversations`;
const ONE = `${BASE}/${CONVERSATION}`;

const conversation = {
  sid: CONVERSATION,
  unique_name: 'chat_1',
  state: 'active',
  attributes: '{"a":1}',
  date_created: '2026-11-20T10:00:00Z',
};
const participant = { sid: plainSid('MB'), identity: 'customer_1', attributes: '{}', conversation_sid: CONVERSATION };

function setting(...answers: ScriptedAnswer[]) {
  const twilio = new ScriptedTwilio(...answers);
  return { twilio, conversations: new Conversations(twilio.upstream, twilio.client, SERVICE) };
}

afterEach(() => jest.restoreAllMocks());

const newOne = { uniqueName: 'chat_1', attributes: '{"a":1}', timers: { inactive: 'PT1H', closed: 'P1D' } };

test('README example: created with its name, attributes and timers', async () => {
  const { twilio, conversations } = setting({ status: 201, body: conversation });
  expect(await conversations.create(newOne)).toEqual({
    sid: CONVERSATION,
    uniqueName: 'chat_1',
    closed: false,
    attributes: '{"a":1}',
    createdAt: new Date('2026-11-20T10:00:00Z'),
  });
  expect(twilio.sent).toEqual([
    {
      line: `POST ${BASE}`,
      host: 'conversations.twilio.com',
      fields: { UniqueName: 'chat_1', Attributes: '{"a":1}', 'Timers.Inactive': 'PT1H', 'Timers.Closed': 'P1D' },
      headers: {},
    },
  ]);
});

test('a taken name is an answer', async () => {
  const { conversations } = setting(failure(409, 50_353));
  expect(await conversations.create(newOne)).toBeUndefined();
});

test('an answer that was lost is asked for again: the unique name makes it safe', async () => {
  const { twilio, conversations } = setting({ status: 500 }, failure(409, 50_353));
  expect(await conversations.create(newOne)).toBeUndefined();
  expect(twilio.sent).toHaveLength(2);
});

test('another conflict is no taken name', async () => {
  const { conversations } = setting(failure(409, 50_999));
  await expect(conversations.create(newOne)).rejects.toMatchObject({ kind: 'refused', code: 50_999 });
});

test('closed is closed, every other state is open', async () => {
  for (const [state, closed] of [
    ['closed', true],
    ['inactive', false],
    ['initializing', false],
  ] as const) {
    const { conversations } = setting({ status: 200, body: { ...conversation, state } });
    expect((await conversations.fetch('chat_1'))?.closed).toBe(closed);
  }
});

test('what is not there is undefined', async () => {
  const notThere = () => setting(failure(404, 20_404)).conversations;
  expect(await notThere().fetch('chat_1')).toBeUndefined();
  expect(await notThere().participant(CONVERSATION, 'customer_1')).toBeUndefined();
  expect(await notThere().participants(CONVERSATION)).toEqual([]);
});

test.each<[string, (conversations: Conversations) => Promise<void>]>([
  ['closing', (conversations) => conversations.close(CONVERSATION)],
  ['removing', (conversations) => conversations.remove(CONVERSATION)],
  ['removing a webhook of', (conversations) => conversations.removeWebhook(CONVERSATION, plainSid('WH'))],
  ['describing an agent of', (conversations) => conversations.setParticipantAttributes(CONVERSATION, 'MB1', '{}')],
])('%s what is gone is fine', async (_, act) => {
  await expect(act(setting(failure(404, 20_404)).conversations)).resolves.toBeUndefined();
});

test('closing sets the state, and twice is fine', async () => {
  const { twilio, conversations } = setting({ status: 200, body: conversation }, failure(400, 50_377));
  await conversations.close(CONVERSATION);
  await conversations.close(CONVERSATION);
  expect(twilio.sent[0]).toMatchObject({ line: `POST ${ONE}`, fields: { State: 'closed' } });
});

test('timers are set anew, and a refusal is thrown', async () => {
  const { twilio, conversations } = setting({ status: 200, body: conversation }, failure(400, 50_347));
  await conversations.setTimers(CONVERSATION, { inactive: 'P1D', closed: 'P8D' });
  expect(twilio.sent).toMatchObject([
    { line: `POST ${ONE}`, fields: { 'Timers.Inactive': 'P1D', 'Timers.Closed': 'P8D' } },
  ]);
  await expect(conversations.setTimers(CONVERSATION, newOne.timers)).rejects.toMatchObject({ code: 50_347 });
});

test('a participant is added by identity and role; in already is fine', async () => {
  const { twilio, conversations } = setting({ status: 201, body: participant }, failure(409, 50_433));
  const roleSid = sid(RoleSid, 'RL');
  await conversations.addParticipant(CONVERSATION, { identity: 'customer_1', roleSid });
  await conversations.addParticipant(CONVERSATION, { identity: 'customer_1', roleSid: undefined });
  expect(twilio.sent.map(({ line, fields }) => [line, fields])).toEqual([
    [`POST ${ONE}/Participants`, { Identity: 'customer_1', RoleSid: roleSid }],
    [`POST ${ONE}/Participants`, { Identity: 'customer_1' }],
  ]);
});

test('participants are read by identity and as a list', async () => {
  const { twilio, conversations } = setting(
    { status: 200, body: participant },
    { status: 200, body: { participants: [participant], meta: { key: 'participants' } } },
  );
  const expected = { sid: plainSid('MB'), identity: 'customer_1', attributes: '{}' };
  expect(await conversations.participant(CONVERSATION, 'customer_1')).toEqual(expected);
  expect(await conversations.participants(CONVERSATION)).toEqual([expected]);
  expect(twilio.sent.map(({ line }) => line)).toEqual([
    `GET ${ONE}/Participants/customer_1`,
    `GET ${ONE}/Participants`,
  ]);
});

test("Studio's webhook hears messages, also those that are there already", async () => {
  const { twilio, conversations } = setting({ status: 201 });
  await conversations.addStudioWebhook(CONVERSATION, sid(FlowSid, 'FW'));
  expect(twilio.sent[0]).toMatchObject({
    line: `POST ${ONE}/Webhooks`,
    fields: {
      Target: 'studio',
      'Configuration.FlowSid': plainSid('FW'),
      'Configuration.Filters': ['onMessageAdded'],
      'Configuration.ReplayAfter': 0,
    },
  });
});

test('our own webhook hears the events that it names', async () => {
  const { twilio, conversations } = setting({ status: 201 });
  await conversations.addEventWebhook(CONVERSATION, 'https://x.example/webhook', ['onParticipantAdded']);
  expect(twilio.sent[0]).toMatchObject({
    line: `POST ${ONE}/Webhooks`,
    fields: {
      Target: 'webhook',
      'Configuration.Url': 'https://x.example/webhook',
      'Configuration.Method': expect.stringMatching(/^post$/i),
      'Configuration.Filters': ['onParticipantAdded'],
    },
  });
});

test.each<[string, (conversations: Conversations) => Promise<void>]>([
  ["Studio's webhook", (conversations) => conversations.addStudioWebhook(CONVERSATION, sid(FlowSid, 'FW'))],
  ['our own webhook', (conversations) => conversations.addEventWebhook(CONVERSATION, 'https://x.example', [])],
  [
    'a webhook put back',
    (conversations) => conversations.restoreWebhook(CONVERSATION, { sid: 'WH1', target: 'studio', url: undefined }),
  ],
  ['what we say', (conversations) => conversations.say(CONVERSATION, 'Hello')],
])('%s is not sent twice when the answer is lost: it would stack', async (_, act) => {
  const { twilio, conversations } = setting({ status: 500 });
  await expect(act(conversations)).rejects.toMatchObject({ kind: 'unavailable', ambiguous: true });
  expect(twilio.sent).toHaveLength(1);
});

test('webhooks are read with what tells them apart', async () => {
  const webhooks = [
    { sid: 'WH1', target: 'studio', configuration: { flow_sid: plainSid('FW') } },
    {
      sid: 'WH2',
      target: 'webhook',
      configuration: { url: 'https://x.example/webhook', method: 'GET', filters: ['onMessageAdded'] },
    },
    { sid: 'WH3', target: 'trigger', configuration: null },
  ];
  const { conversations } = setting({ status: 200, body: { webhooks, meta: { key: 'webhooks' } } });
  expect(await conversations.webhooks(CONVERSATION)).toEqual([
    { sid: 'WH1', target: 'studio', url: undefined, flowSid: plainSid('FW') },
    { sid: 'WH2', target: 'webhook', url: 'https://x.example/webhook', method: 'get', filters: ['onMessageAdded'] },
    { sid: 'WH3', target: 'trigger', url: undefined },
  ]);
});

test('a webhook that was removed is made anew with what it had', async () => {
  const { twilio, conversations } = setting({ status: 201 });
  const bot = {
    sid: 'WH1',
    target: 'webhook',
    url: 'https://bot.example/',
    method: 'get',
    filters: ['onMessageAdded'],
  };
  await conversations.restoreWebhook(CONVERSATION, { ...bot, method: 'get' });
  await conversations.restoreWebhook(CONVERSATION, {
    sid: 'WH2',
    target: 'studio',
    url: undefined,
    flowSid: plainSid('FW'),
  });
  expect(twilio.sent.map(({ fields }) => fields)).toEqual([
    {
      Target: 'webhook',
      'Configuration.Url': 'https://bot.example/',
      'Configuration.Method': 'get',
      'Configuration.Filters': ['onMessageAdded'],
    },
    { Target: 'studio', 'Configuration.FlowSid': plainSid('FW') },
  ]);
});

test('the name of a user is set by the identity', async () => {
  const { twilio, conversations } = setting({ status: 200 });
  await conversations.setUserName('customer_1', 'Ada');
  expect(twilio.sent).toMatchObject([
    { line: `POST /v1/Services/${SERVICE}/Users/customer_1`, fields: { FriendlyName: 'Ada' } },
  ]);
});

test('what we say is said by the system, and starts no flow', async () => {
  const { twilio, conversations } = setting({ status: 201 });
  await conversations.say(CONVERSATION, 'Hello');
  expect(twilio.sent).toEqual([
    {
      line: `POST ${ONE}/Messages`,
      host: 'conversations.twilio.com',
      fields: { Author: 'system', Body: 'Hello' },
      headers: {},
    },
  ]);
});
