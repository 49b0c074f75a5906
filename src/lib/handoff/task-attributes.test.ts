import { plainSid, sid } from '../testing/sid';
import { CallSid, ConversationSid, WorkerSid } from '../twilio/sids';
import { TASK_ATTRIBUTES_LIMIT, type TaskFacts, taskAttributes } from './task-attributes';

const CONVERSATION = sid(ConversationSid, 'CH');
const facts: TaskFacts = {
  conversationSid: CONVERSATION,
  site: 'default',
  language: 'en',
  topic: 'Order 4711',
  verified: false,
  name: 'Jane',
  identity: `customer_${'0'.repeat(32)}`,
  messageLeft: false,
  preEngagement: { topic: 'Order 4711', page: '/cart' },
};
const made = (changes: Partial<TaskFacts>) => {
  const text = taskAttributes({ ...facts, ...changes });
  return { text, attributes: JSON.parse(text) as Record<string, unknown> };
};
/** As long as Studio may make it when it writes escapes. */
const printable = /^[\x20-\x7e]*$/;

test('README example: everything a task needs, and what the customer typed apart from it', () => {
  expect(made({}).attributes).toEqual({
    channelType: 'web',
    direction: 'inbound',
    conversationSid: CONVERSATION,
    handoffRef: `handoff.${CONVERSATION}`,
    site: 'default',
    language: 'en',
    languageBase: 'en',
    verified: false,
    customerAddress: `customer_${'0'.repeat(32)}`,
    conversations: { communication_channel: 'Chat', initiated_by: 'Customer' },
    name: 'Jane',
    customerName: 'Jane',
    from: 'Jane',
    topic: 'Order 4711',
    customers: { name: 'Jane' },
    typed: { page: '/cart' },
  });
});

test('nobody is called nothing', () => {
  expect(made({ name: undefined }).attributes).toMatchObject({
    name: 'Visitor',
    customerName: 'Visitor',
    from: 'Visitor',
    customers: { name: 'Visitor' },
  });
});

test.each([
  ['de-AT', 'de'],
  ['zh-Hant-TW', 'zh'],
  ['fr', 'fr'],
])('the language of %s is %s', (language, languageBase) => {
  expect(made({ language }).attributes).toMatchObject({ language, languageBase });
});

test('who served the customer last, where that is known', () => {
  const lastAgentSid = sid(WorkerSid, 'WK');
  expect(made({ lastAgentSid }).attributes.lastAgentSid).toBe(lastAgentSid);
  expect(made({}).attributes).not.toHaveProperty('lastAgentSid');
});

test('a message that was left is marked as one', () => {
  expect(made({ messageLeft: true }).attributes.messageLeft).toBe(true);
  expect(made({}).attributes).not.toHaveProperty('messageLeft');
});

test('what a server says of a hand-off stands by itself, a long summary cut', () => {
  const { attributes } = made({ summary: 's'.repeat(4000), reason: 'Angry', queue: 'Returns', handoffId: 'one' });
  expect(attributes).toMatchObject({
    reason: 'Angry',
    queue: 'Returns',
    handoffId: 'one',
    summary: `${'s'.repeat(239)}…`,
  });
  expect(made({ channelType: 'sms' }).attributes.channelType).toBe('sms');
});

test('nothing typed, nothing said about it', () => {
  expect(made({ preEngagement: {} }).attributes).not.toHaveProperty('typed');
  expect(made({ preEngagement: { topic: 'x' } }).attributes).not.toHaveProperty('typed');
});

test('what a customer typed sets nothing that routes', () => {
  const hostile = {
    queue: 'VIP',
    skills: ['vip'],
    routing: { skills: ['vip'], levels: { vip: 5 } },
    priority: 100,
    worker: 'WK1',
    known_worker_sid: 'WK1',
    lastAgentSid: 'WK1',
    languageBase: 'xx',
    transferTargetSid: 'WK1',
    verified: true,
    conversationSid: plainSid('CH', 666),
    handoffRef: 'handoff.other',
    flexInteractionSid: 'KD1',
    customerAddress: 'customer_other',
    site: 'other',
    language: 'xx',
    name: 'Admin',
    typed: { queue: 'VIP' },
  };
  const plain = made({ preEngagement: {} }).attributes;
  expect(made({ preEngagement: hostile }).attributes).toEqual({ ...plain, typed: hostile });
});

test('a customer who writes keys of a prototype writes data', () => {
  const preEngagement = JSON.parse('{"__proto__":{"verified":true},"constructor":{"name":"x"}}') as object;
  const { attributes } = made({ preEngagement: { ...preEngagement } });
  expect(attributes.verified).toBe(false);
  expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
});

test.each([
  ['HTML', '<img src=x onerror="alert(1)">'],
  ['Liquid', '{{flow.variables.secret}} {% raw %}'],
  ['quotes and backslashes', '"}, "verified": true, "x": "\\'],
  ['line breaks and control characters', 'a\nb\r\tc\u0000\u001b'],
  ['line separators', 'a\u2028b\u2029c'],
  ['half a character', 'a\ud83d'],
  ['accents', 'Žofie Grüß'],
])('%s stay text', (_, typed) => {
  const { text, attributes } = made({ name: typed, topic: typed, preEngagement: { note: typed } });
  expect([attributes.name, attributes.topic, attributes.typed]).toEqual([typed, typed, { note: typed }]);
  expect(attributes.verified).toBe(false);
  expect(text).toMatch(printable);
});

describe('1,024 characters', () => {
  const emoji = '😀';
  const family = '👨‍👩‍👧‍👦';

  test.each<[string, Partial<TaskFacts>]>([
    ['long text', { name: 'x'.repeat(5000), topic: 'y'.repeat(5000) }],
    ['emoji', { name: emoji.repeat(500), topic: emoji.repeat(500) }],
    ['families of emoji', { name: family.repeat(100), topic: family.repeat(100) }],
    ['quotes, which JSON doubles', { name: '"'.repeat(500), topic: '\\'.repeat(500) }],
    ['control characters, which become six', { name: '\u0000'.repeat(500), topic: '\u0001'.repeat(500) }],
    ['half characters', { name: '\ud83d'.repeat(500), topic: '\ude00'.repeat(500) }],
    ['much that was typed', { preEngagement: { note: 'x'.repeat(16_000) } }],
    ['many keys', { preEngagement: Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${index}`, 1])) }],
    ['nested', { preEngagement: { a: JSON.parse(`${'['.repeat(600)}${']'.repeat(600)}`) as unknown } }],
    [
      'everything at its longest',
      {
        site: 's'.repeat(64),
        language: `en-${'abcdefgh-'.repeat(3)}abcde`,
        messageLeft: true,
        lastAgentSid: sid(WorkerSid, 'WK'),
        name: emoji.repeat(100),
        topic: emoji.repeat(100),
        preEngagement: { note: emoji.repeat(1000) },
      },
    ],
    [
      'everything that a server may say, at its longest',
      {
        site: 's'.repeat(64),
        identity: '"'.repeat(64),
        name: emoji.repeat(100),
        topic: emoji.repeat(100),
        channelType: 'web',
        queue: 'q'.repeat(64),
        language: `en-${'abcdefgh-'.repeat(3)}abcde`,
        lastAgentSid: sid(WorkerSid, 'WK'),
        summary: emoji.repeat(4000),
        reason: emoji.repeat(200),
        handoffId: '3f2b8c1e-9f65-4b5e-8a55-0c9a7a1d2e3f',
      },
    ],
  ])('are never exceeded: %s', (_, changes) => {
    const { text, attributes } = made(changes);
    expect(text.length).toBeLessThanOrEqual(TASK_ATTRIBUTES_LIMIT);
    expect(text).toMatch(printable);
    expect(attributes).toMatchObject({ conversationSid: CONVERSATION, verified: false, channelType: 'web' });
  });

  test('what was typed goes first, whole; the name stays', () => {
    const { attributes } = made({ preEngagement: { note: 'x'.repeat(1000) } });
    expect(attributes).not.toHaveProperty('typed');
    expect(attributes.name).toBe('Jane');
  });

  test('names and topics are shortened with a sign of it, at 60 characters', () => {
    const { attributes } = made({ name: 'x'.repeat(61), topic: 'y'.repeat(60) });
    expect([attributes.name, attributes.topic]).toEqual([`${'x'.repeat(59)}…`, 'y'.repeat(60)]);
  });

  test('no character is cut in half', () => {
    const { attributes } = made({ name: emoji.repeat(100), topic: emoji.repeat(100), preEngagement: {} });
    expect(attributes.name).toMatch(/^(😀)+…$/u);
    expect(attributes.topic).toMatch(/^(😀)+…$/u);
  });

  test('what fits is kept to the last character', () => {
    const room = TASK_ATTRIBUTES_LIMIT - made({ preEngagement: { note: '' } }).text.length;
    expect(made({ preEngagement: { note: 'x'.repeat(room) } }).text).toHaveLength(TASK_ATTRIBUTES_LIMIT);
    expect(made({ preEngagement: { note: 'x'.repeat(room + 1) } }).attributes).not.toHaveProperty('typed');
  });
});

describe('a call', () => {
  const CALL = sid(CallSid, 'CA');
  const { conversationSid: _, ...person } = facts;
  const call: TaskFacts = {
    ...person,
    callSid: CALL,
    channelType: 'voice',
    name: '+15551234567',
    identity: '+15551234567',
    preEngagement: {},
  };
  const ofCall = (changes: Partial<TaskFacts> = {}) => {
    const text = taskAttributes({ ...call, ...changes });
    return { text, attributes: JSON.parse(text) as Record<string, unknown> };
  };

  test('has the same attributes as a chat, and names the call and the note', () => {
    const chat = Object.keys(made({ preEngagement: {} }).attributes).filter((name) => name !== 'conversationSid');
    const { attributes } = ofCall();
    expect(Object.keys(attributes).filter((name) => name !== 'callSid')).toEqual(chat);
    expect(attributes).toMatchObject({
      channelType: 'voice',
      callSid: CALL,
      handoffRef: `handoff-note.${CALL}`,
      customerAddress: '+15551234567',
      conversations: { communication_channel: 'Call', initiated_by: 'Customer' },
    });
  });

  const emoji = '😀';
  test.each<[string, string]>([
    ['long text', 'x'.repeat(2000)],
    ['emoji', emoji.repeat(1000)],
    ['quotes', '"'.repeat(2000)],
    ['control characters', '\u0000'.repeat(2000)],
  ])('fits, also with everything a bot may tell and a callback: %s', (_name, long) => {
    const { text, attributes } = ofCall({
      site: 's'.repeat(64),
      language: `en-${'abcdefgh-'.repeat(3)}abcde`,
      name: long.slice(0, 64),
      identity: `sip:${'a'.repeat(60)}`,
      topic: long.slice(0, 100),
      reason: long.slice(0, 200),
      summary: long,
      reasonCode: 'bot-cannot-help',
      sentiment: 'negative',
      callBack: {
        numberToCall: `sip:${'a'.repeat(60)}`,
        numberToCallFrom: '+'.repeat(64),
        attempts: 0,
        utcDateTimeReceived: '2026-11-20T10:00:00.000Z',
      },
    });
    expect(text.length).toBeLessThanOrEqual(TASK_ATTRIBUTES_LIMIT);
    expect(text).toMatch(printable);
    expect(attributes).toMatchObject({
      callSid: CALL,
      handoffRef: `handoff-note.${CALL}`,
      reasonCode: 'bot-cannot-help',
      taskType: 'callback',
    });
  });
});
