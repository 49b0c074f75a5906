import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import type { Admission } from '../abuse/visitor-admission';
import type { Caller } from '../auth/callers';
import { readSeal } from '../auth/conversation-seal';
import { verifiedNames, visitorNames } from '../auth/customer-identity';
import { deriveKeys } from '../auth/keys';
import { START } from '../testing/clock';
import { configuration } from '../testing/configuration';
import { refused, throttled, unanswered } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { sid } from '../testing/sid';
import { FlowSid, RoleSid } from '../twilio/sids';
import { CreateConversationInput, createConversation } from './create-conversation';

const keys = deriveKeys(configuration());
const REQUEST = '3f2b8c1e-9f65-4b5e-8a55-0c9a7a1d2e3f';
const WEBHOOK = 'https://handoff-1234-dev.twil.io/webhook';
const MINUTE = 60_000;
const names = visitorNames(keys, REQUEST);
const page: Caller & { kind: 'page' } = { kind: 'page', site: defaultSite };
const jane: Caller & { kind: 'customer' } = {
  kind: 'customer',
  site: defaultSite,
  customer: { subject: 'jane', name: 'Jane Doe' },
};
const server: Caller & { kind: 'server' } = { kind: 'server', site: defaultSite };

function setting() {
  const twilio = new MemoryTwilio();
  const handedOver = new Set<string>();
  let randomIds = 0;
  const admission: Admission = { check: async () => undefined, claim: async () => undefined };
  const context = {
    keys,
    twilio: twilio.parts,
    undo: { conversations: twilio.log.record('undo', twilio.conversations.port) },
    flowSid: sid(FlowSid, 'FW'),
    roleSid: sid(RoleSid, 'RL'),
    webhookUrl: WEBHOOK,
    handedOver: async (conversationSid: string) => handedOver.has(conversationSid),
    now: twilio.clock.now,
    pause: twilio.clock.pause,
    randomId: () => `nonce-${++randomIds}`,
    admit: () => admission,
  };
  const create = (input: object = {}, caller: typeof page | typeof jane | typeof server = page) =>
    createConversation(context, caller, v.parse(CreateConversationInput, { requestId: REQUEST, ...input }));
  /** What is in the one conversation, as counts: nothing may be there twice. */
  const counts = () => {
    const [only, ...others] = twilio.conversations.kept;
    if (!only || others.length > 0) throw new Error(`${others.length + 1} conversations`);
    const targets = only.webhooks.map(({ target }) => target).sort();
    return { participants: only.participants.map(({ identity }) => identity), webhooks: targets };
  };
  return { twilio, log: twilio.log, clock: twilio.clock, handedOver, create, counts };
}

const COMPLETE = { participants: [names.identity], webhooks: ['studio', 'webhook'] };

test('README example: one call, then three side by side', async () => {
  const { twilio, log, create } = setting();
  const { conversation, names: given } = await create();
  expect(given).toEqual(names);
  expect(log.waves()).toEqual([
    ['conversations.create'],
    ['conversations.addEventWebhook', 'conversations.addParticipant', 'conversations.addStudioWebhook'],
  ]);
  const { sid: conversationSid } = conversation;
  expect(log.of('conversations.create')).toEqual([
    [
      {
        uniqueName: names.uniqueName,
        attributes: expect.any(String),
        timers: { inactive: 'PT1H', closed: 'P1D' },
      },
    ],
  ]);
  expect(log.of('conversations.addParticipant')).toEqual([
    [conversationSid, { identity: names.identity, roleSid: sid(RoleSid, 'RL') }],
  ]);
  expect(log.of('conversations.addStudioWebhook')).toEqual([[conversationSid, sid(FlowSid, 'FW')]]);
  expect(log.of('conversations.addEventWebhook')).toEqual([
    [conversationSid, WEBHOOK, ['onConversationStateUpdated', 'onParticipantAdded', 'onParticipantRemoved']],
  ]);
  expect(await readSeal(keys, twilio.conversations.one(conversationSid))).toEqual({
    uniqueName: names.uniqueName,
    identity: names.identity,
    site: 'default',
    locale: 'en',
    verified: false,
    nonce: 'nonce-1',
  });
});

test('what the page says is kept apart from what we seal', async () => {
  const { twilio, create } = setting();
  const preEngagement = { topic: '<b>Order</b>', verified: true, handoff: 'x', queue: 'VIP' };
  await create({ customer: { name: '  Jane  ' }, locale: 'de-AT', preEngagement });
  const [kept] = twilio.conversations.kept;
  const attributes = JSON.parse(kept?.attributes ?? '') as object;
  expect(attributes).toEqual({ handoff: expect.any(String), pre_engagement_data: preEngagement });
  expect(await readSeal(keys, { uniqueName: names.uniqueName, attributes: kept?.attributes ?? '' })).toMatchObject({
    locale: 'de-AT',
    verified: false,
    name: 'Jane',
  });
});

test('an empty name is no name', async () => {
  const { twilio, create } = setting();
  await create({ customer: { name: '   ' } });
  const seal = await readSeal(keys, twilio.conversations.one(names.uniqueName));
  expect(seal).not.toHaveProperty('name');
});

describe('a failing create', () => {
  test.each([
    ['refused', refused(400, 50_000)],
    ['throttled', throttled()],
    ['unanswered', unanswered()],
  ])('%s: nothing else is asked, nothing is undone', async (_, error) => {
    const { log, create } = setting();
    log.fail('conversations.create', error);
    await expect(create()).rejects.toBe(error);
    expect(log.names()).toEqual(['conversations.create']);
  });

  test('whose work was done, but whose answer was lost for ever: a repeat completes it', async () => {
    const { log, create, counts } = setting();
    log.loseAnswer('conversations.create', unanswered(), 1);
    await expect(create()).rejects.toThrow('No answer');
    await create();
    expect(counts()).toEqual(COMPLETE);
  });

  test('whose answer was lost once: the second attempt meets its own work, and does not wait for anybody', async () => {
    const { twilio, log, clock, create, counts } = setting();
    log.before('conversations.create', () => {
      const [{ uniqueName, attributes }] = log.of('conversations.create')[0] as [
        { uniqueName: string; attributes: string },
      ];
      // Twilio may write the JSON in its own way.
      twilio.conversations.given({ uniqueName, attributes: JSON.stringify(JSON.parse(attributes), null, 1) });
    });
    await create();
    expect(counts()).toEqual(COMPLETE);
    expect(clock.pauses).toEqual([]);
    expect(log.waves()).toEqual([
      ['conversations.create'],
      ['conversations.fetch'],
      ['conversations.addParticipant', 'conversations.webhooks'],
      ['conversations.addEventWebhook', 'conversations.addStudioWebhook'],
    ]);
  });

  test('that finds the name taken, by what is gone a moment later, may be sent again', async () => {
    const { twilio, log, create } = setting();
    twilio.conversations.given({ uniqueName: names.uniqueName });
    log.after('conversations.create', () => twilio.conversations.kept.splice(0));
    expect(await refusal(create())).toEqual([503, 'conversation_vanished']);
  });
});

describe.each(['addParticipant', 'addStudioWebhook', 'addEventWebhook'])('a failing %s', (step) => {
  const call = `conversations.${step}`;

  test('refused: our own conversation is removed again, and the answer names the settings', async () => {
    const { twilio, log, create } = setting();
    log.fail(call, refused(400, 50_107));
    const attempt = create();
    expect(await refusal(attempt)).toEqual([502, 'set_up_refused']);
    await expect(attempt).rejects.toThrow('(50107). Check STUDIO_FLOW_SID and CUSTOMER_ROLE_SID.');
    expect(twilio.conversations.kept).toEqual([]);
    expect(log.waves()).toEqual([
      ['conversations.create'],
      ['conversations.addEventWebhook', 'conversations.addParticipant', 'conversations.addStudioWebhook'],
      ['undo.remove'],
    ]);
  });

  test('refused, and the undoing fails as well: the answer stays the same, the timers end it', async () => {
    const { twilio, log, create } = setting();
    log.fail(call, refused());
    log.fail('undo.remove', unanswered());
    expect(await refusal(create())).toEqual([502, 'set_up_refused']);
    expect(twilio.conversations.kept[0]?.timers).toEqual(defaultSite.timers);
  });

  test.each([
    ['throttled', throttled()],
    ['unanswered', unanswered()],
  ])('%s: nothing is removed, and a repeat adds what is missing, no more', async (_, error) => {
    const { log, create, counts } = setting();
    log.fail(call, error, 1);
    await expect(create()).rejects.toBe(error);
    expect(log.names()).not.toContain('undo.remove');
    await create();
    expect(counts()).toEqual(COMPLETE);
  });

  test('done although its answer was lost: a repeat stacks nothing', async () => {
    const { log, create, counts } = setting();
    log.loseAnswer(call, unanswered(), 1);
    await expect(create()).rejects.toThrow('No answer');
    await create();
    expect(counts()).toEqual(COMPLETE);
  });

  test('refused beside another one that is unanswered: the refusal decides', async () => {
    const { twilio, log, create } = setting();
    for (const other of ['addParticipant', 'addStudioWebhook', 'addEventWebhook']) {
      log.fail(`conversations.${other}`, other === step ? refused() : unanswered());
    }
    expect(await refusal(create())).toEqual([502, 'set_up_refused']);
    expect(twilio.conversations.kept).toEqual([]);
  });

  test('refused in a repeat: what another request made is never removed', async () => {
    const { twilio, log, create } = setting();
    log.fail(call, unanswered(), 1);
    await create().catch(() => undefined);
    log.fail(call, refused());
    await expect(create()).rejects.toThrow('Refused by Twilio');
    expect(log.names()).not.toContain('undo.remove');
    expect(twilio.conversations.kept).toHaveLength(1);
  });
});

describe('the same request again', () => {
  test('gives the same conversation and identity, and adds nothing', async () => {
    const { log, clock, create, counts } = setting();
    const first = await create();
    const before = log.calls.length;
    const second = await create({ customer: { name: 'Somebody else' } });
    expect([second.conversation.sid, second.names]).toEqual([first.conversation.sid, first.names]);
    expect(counts()).toEqual(COMPLETE);
    expect(log.names().slice(before)).toEqual([
      'conversations.create',
      'conversations.fetch',
      'conversations.webhooks',
      'conversations.addParticipant',
      'conversations.fetch',
    ]);
    expect(clock.pauses).toEqual([]);
  });

  test('as a double click: two at once make one chat', async () => {
    const { create, counts } = setting();
    const [first, second] = await Promise.all([create(), create()]);
    expect(second.conversation.sid).toBe(first.conversation.sid);
    expect(counts()).toEqual(COMPLETE);
  });

  test('as five at once', async () => {
    const { create, counts } = setting();
    await Promise.all([create(), create(), create(), create(), create()]);
    expect(counts()).toEqual(COMPLETE);
  });

  test('keeps what the first one sealed', async () => {
    const { twilio, create } = setting();
    await create({ customer: { name: 'First' } });
    await create({ customer: { name: 'Second' } });
    expect(await readSeal(keys, twilio.conversations.one(names.uniqueName))).toMatchObject({ name: 'First' });
  });

  test('after the flow has been there: its webhook stays away', async () => {
    const { twilio, clock, handedOver, create, counts } = setting();
    const { conversation } = await create();
    handedOver.add(conversation.sid);
    const kept = twilio.conversations.one(conversation.sid);
    kept.webhooks = kept.webhooks.filter(({ target }) => target !== 'studio');
    await create();
    expect(counts()).toEqual({ participants: [names.identity], webhooks: ['webhook'] });
    expect(clock.pauses).toEqual([]);
  });

  test('works for ten minutes, not longer', async () => {
    const { clock, create } = setting();
    await create();
    clock.milliseconds = START + 10 * MINUTE;
    await create();
    clock.milliseconds += 1;
    expect(await refusal(create())).toEqual([409, 'request_expired']);
  });

  test('late, adds nobody to the conversation', async () => {
    const { twilio, log, clock, create } = setting();
    twilio.conversations.given({ uniqueName: names.uniqueName });
    clock.milliseconds += 10 * MINUTE + 1;
    await create().catch(() => undefined);
    expect(log.names()).toEqual(['conversations.create', 'conversations.fetch']);
  });

  test('of a chat that is over: over, however long ago', async () => {
    const { twilio, clock, create } = setting();
    const { conversation } = await create();
    twilio.conversations.one(conversation.sid).closed = true;
    expect(await refusal(create())).toEqual([410, 'conversation_closed']);
    clock.milliseconds += 60 * MINUTE;
    expect(await refusal(create())).toEqual([410, 'conversation_closed']);
  });
});

describe('a verified customer', () => {
  test('is sealed as such, with the name that the back end gave', async () => {
    const { twilio, create } = setting();
    const { conversation, names: given } = await create({ customer: { name: 'Admin' } }, jane);
    expect(given).toEqual(verifiedNames(keys, { subject: 'jane', site: 'default' }, 0));
    expect(await readSeal(keys, twilio.conversations.one(conversation.sid))).toMatchObject({
      identity: given.identity,
      verified: true,
      name: 'Jane Doe',
    });
  });

  test('without a name there has none: what the page says is not verified', async () => {
    const { twilio, create } = setting();
    const nameless = { ...jane, customer: { subject: 'jane', name: undefined } };
    const { conversation } = await create({ customer: { name: 'Jane' } }, nameless);
    const seal = await readSeal(keys, twilio.conversations.one(conversation.sid));
    expect(seal).toMatchObject({ verified: true });
    expect(seal).not.toHaveProperty('name');
  });

  test('comes back to the open chat from another device, days later', async () => {
    const { clock, create } = setting();
    const first = await create({}, jane);
    clock.milliseconds += 3 * 24 * 60 * MINUTE;
    const second = await create({ requestId: REQUEST.replace('3f', '4f') }, jane);
    expect(second.conversation.sid).toBe(first.conversation.sid);
  });

  test('gets a new chat when the last one is closed', async () => {
    const { twilio, create } = setting();
    const first = await create({}, jane);
    twilio.conversations.one(first.conversation.sid).closed = true;
    const second = await create({}, jane);
    expect(second.conversation.sid).not.toBe(first.conversation.sid);
    expect(second.names).toEqual(verifiedNames(keys, { subject: 'jane', site: 'default' }, 1));
  });
});

describe('preEngagement', () => {
  const json = (bytes: number) => ({ a: 'x'.repeat(bytes - 8) });

  test('may have 4096 bytes of JSON, not one more', async () => {
    const { create } = setting();
    await create({ preEngagement: json(4096) });
    expect(await refusal(create({ preEngagement: json(4097) }))).toEqual([400, 'pre_engagement_too_large']);
  });

  test('is counted in bytes', async () => {
    const { log, create } = setting();
    expect(await refusal(create({ preEngagement: { a: '😀'.repeat(1100) } }))).toEqual([
      400,
      'pre_engagement_too_large',
    ]);
    expect(log.calls).toEqual([]);
  });

  test('that is nested deeper than a stack is refused like any other that is too large', async () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const { create } = setting();
    expect(await refusal(create({ preEngagement: { deep } }))).toEqual([400, 'pre_engagement_too_large']);
  });
});

describe('the input', () => {
  const accepted = (changes: object) => v.is(CreateConversationInput, { requestId: REQUEST, ...changes });

  test.each<[string, object]>([
    ['a request id alone', {}],
    ['a request id in capitals', { requestId: REQUEST.toUpperCase() }],
    ['HTML in the name', { customer: { name: '<img src=x onerror=alert(1)>' } }],
    ['a language', { locale: 'en' }],
    ['a language with a region', { locale: 'de-AT' }],
    ['a language with a script', { locale: 'zh-Hant-TW' }],
    ['any data before the chat', { preEngagement: { a: [1, { b: null }] } }],
  ])('takes %s', (_, changes) => {
    expect(accepted(changes)).toBe(true);
  });

  test.each<[string, object]>([
    ['no request id', { requestId: undefined }],
    ['a request id that can be guessed', { requestId: '1' }],
    ['a UUID of another version', { requestId: '3f2b8c1e-9f65-1b5e-8a55-0c9a7a1d2e3f' }],
    ['a UUID with something behind it', { requestId: `${REQUEST}\n` }],
    ['a request id that is a list', { requestId: [REQUEST] }],
    ['an unknown field', { identity: 'customer_1' }],
    ['an unknown field of the customer', { customer: { name: 'Jane', verified: true } }],
    ['a name of 101 characters', { customer: { name: 'x'.repeat(101) } }],
    ['a name that is an object', { customer: { name: {} } }],
    ['a customer that is text', { customer: 'Jane' }],
    ['preEngagement that is a list', { preEngagement: [] }],
    ['preEngagement that is text', { preEngagement: '{}' }],
    ['preEngagement that is null', { preEngagement: null }],
    ['a site that is an object', { site: {} }],
    ['a site of 65 characters', { site: 'x'.repeat(65) }],
    ['a token of 4097 characters', { customerToken: 'x'.repeat(4097) }],
    ['a locale with an underscore', { locale: 'de_AT' }],
    ['a locale that only looks like one', { locale: 'en-12' }],
    ['a locale with the same part twice', { locale: 'en-abcdefgh-abcdefgh' }],
    ['a locale without end', { locale: `en${'-abcdefgh'.repeat(1000)}` }],
    ['a locale that is a property', { locale: 'valueOf' }],
    ['a locale that is empty', { locale: '' }],
    ['a locale with HTML', { locale: '<b>' }],
  ])('refuses %s', (_, changes) => {
    expect(accepted(changes)).toBe(false);
  });

  test.each(['en', 'de-AT', 'zh-Hant-TW', 'en-US-u-hc-h12'])(
    'what passes as a locale (%s) can format a date',
    (locale) => {
      expect(accepted({ locale })).toBe(true);
      expect(() => new Intl.DateTimeFormat(locale)).not.toThrow();
    },
  );
});

describe('a server', () => {
  const factsOf = async ({ twilio }: ReturnType<typeof setting>, conversationSid: string) =>
    readSeal(keys, twilio.conversations.one(conversationSid));

  test('opens a chat for a customer for whom nobody vouches', async () => {
    const made = setting();
    const { conversation, names: given } = await made.create({ customer: { name: 'Jane' } }, server);
    expect(await factsOf(made, conversation.sid)).toMatchObject({ verified: false, name: 'Jane' });
    expect(await factsOf(made, conversation.sid)).not.toHaveProperty('bridge');
    expect(given).not.toEqual(names);
    expect((await made.create({ customer: { name: 'Jane' } }, server)).conversation.sid).toBe(conversation.sid);
  });

  test('vouches for the subject that it names: the same person as by a customer token', async () => {
    const made = setting();
    const { conversation, names: given } = await made.create({ customer: { subject: 'jane', name: 'Jane' } }, server);
    expect(await factsOf(made, conversation.sid)).toMatchObject({ verified: true, name: 'Jane' });
    expect(given).toEqual(verifiedNames(keys, { subject: 'jane', site: 'default' }, 0));
    expect((await made.create({}, jane)).conversation.sid).toBe(conversation.sid);
  });

  test('without a name nobody has one', async () => {
    const made = setting();
    const { conversation } = await made.create({ customer: { subject: 'jane' } }, server);
    expect(await factsOf(made, conversation.sid)).not.toHaveProperty('name');
  });

  test.each([{}, { customer: { subject: 'jane' } }])('has bridged chats of its own (%p)', async (input) => {
    const made = setting();
    const plain = await made.create(input, server);
    const bridged = await made.create({ ...input, bridge: true }, server);
    expect(bridged.conversation.sid).not.toBe(plain.conversation.sid);
    expect(await factsOf(made, bridged.conversation.sid)).toMatchObject({ bridge: true });
    const [events] = made.log.of('conversations.addEventWebhook').slice(-1);
    expect(events?.[2]).toContain('onMessageAdded');
    expect((await made.create({ ...input, bridge: true }, server)).conversation.sid).toBe(bridged.conversation.sid);
  });

  test('is not held up by what is for visitors', async () => {
    const made = setting();
    await made.create({}, server);
    expect(made.log.names().filter((name) => name.startsWith('sync.'))).toEqual([]);
  });
});

test.each([{ bridge: true }, { customer: { subject: 'jane' } }])('a page may not ask for %p', async (input) => {
  const { log, create } = setting();
  expect(await refusal(create(input))).toEqual([400, 'for_servers_only']);
  expect(log.names()).toEqual([]);
});

test.each(['', 'x'.repeat(257), 'a\u0000b', 'a\nb'])('%p is no subject', (subject) => {
  expect(v.is(CreateConversationInput, { requestId: REQUEST, customer: { subject } })).toBe(false);
});
