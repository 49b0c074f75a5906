import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import { german } from '../../words/de/flow';
import { english } from '../../words/en/flow';
import { type SealedFacts, sealFacts } from '../auth/conversation-seal';
import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { refused, throttled, unanswered } from '../testing/failures';
import {
  AGENT,
  CLAIMED,
  CONVERSATION,
  CUSTOMER,
  EXECUTION,
  FLOW,
  HandoffSetting,
  OPENED,
  OTHER_EXECUTION,
} from '../testing/handoff-setting';
import { plainSid } from '../testing/sid';
import { BeginInput, beginHandoff } from './begin';
import type { Handoff } from './handoff-record';
import type { Presence, Step } from './next-step';

const keys = deriveKeys(configuration());
const THERE: Presence = { open: true, available: true };

interface Chat {
  sealed?: Partial<SealedFacts> | false;
  preEngagement?: unknown;
  presence?: Presence;
  handoff?: Handoff;
}

async function setting({ sealed = {}, preEngagement = {}, presence = THERE, handoff }: Chat = {}) {
  const made = new HandoffSetting(handoff);
  const uniqueName = 'chat_1';
  const seal =
    sealed &&
    (await sealFacts(keys, {
      uniqueName,
      identity: CUSTOMER,
      site: 'default',
      locale: 'en',
      verified: false,
      name: 'Jane',
      nonce: 'n',
      ...sealed,
    }));
  made.conversation.uniqueName = uniqueName;
  made.conversation.attributes = JSON.stringify({ handoff: seal, pre_engagement_data: preEngagement });
  const sites: string[] = [];
  const context = {
    ...made.context,
    keys,
    now: made.clock.now,
    presence: async ({ name }: { name: string }) => {
      sites.push(name);
      return presence;
    },
  };
  const answer = (input: object = {}) =>
    beginHandoff(
      context,
      v.parse(BeginInput, { conversationSid: CONVERSATION, flowSid: FLOW, executionSid: EXECUTION, ...input }),
    );
  const begin = async (input: object = {}): Promise<Step> => {
    const { unreachable: _, ...step } = await answer(input);
    return step;
  };
  return { made, sites, answer, begin };
}

async function sentAttributes(step: Promise<Step>): Promise<Record<string, unknown>> {
  const result = await step;
  if (result.next !== 'send') throw new Error(`The next step is ${result.next}`);
  return JSON.parse(result.taskAttributes) as Record<string, unknown>;
}

/** What the customer reads, with plain spaces. */
async function said(step: Promise<Step>): Promise<string> {
  const result = await step;
  if (result.next === 'stop') throw new Error(`The flow stops: ${result.reason}`);
  return result.say.replaceAll(/\s+/g, ' ');
}

test('README example: somebody is there and the page said what it is about', async () => {
  const { made, sites, begin } = await setting({ preEngagement: { topic: ' Order ' } });
  const step = await begin();
  expect(step).toEqual({
    next: 'send',
    say: 'Hello, and welcome. Thank you. An agent will be with you as soon as possible.',
    messageLeft: false,
    taskAttributes: expect.any(String),
    priority: '0',
    timeout: '3600',
  });
  expect(await sentAttributes(Promise.resolve(step))).toMatchObject({
    conversationSid: CONVERSATION,
    customerAddress: CUSTOMER,
    name: 'Jane',
    topic: 'Order',
    verified: false,
    site: 'default',
    language: 'en',
  });
  expect(made.handoff()).toEqual(CLAIMED);
  expect(sites).toEqual(['default']);
  expect(made.log.waves()).toEqual([['conversations.fetch'], ['messages.last', 'sync.create']]);
  expect(made.conversation.timers).toEqual(defaultSite.timers);
});

describe('a customer for whom somebody vouches, on a site that remembers agents', () => {
  const ADA: Chat = { sealed: { site: 'outlet', verified: true }, preEngagement: { topic: 'lamps' } };
  const JANE = plainSid('WK');
  const served = (made: HandoffSetting) =>
    made.twilio.sync.documents.set(`last-agent.outlet.${CUSTOMER}`, {
      data: { value: { workerSid: JANE }, expiresAt: Number.MAX_SAFE_INTEGER },
      revision: 0,
      ttl: 0,
    });

  test('gets who served them last into the task, and waits for no further round', async () => {
    const { made, begin } = await setting(ADA);
    served(made);
    expect(await sentAttributes(begin())).toMatchObject({ lastAgentSid: JANE, site: 'outlet', verified: true });
    expect(made.log.waves()).toEqual([['conversations.fetch'], ['messages.last', 'sync.create', 'sync.fetch']]);
  });

  test('also after questions, and nobody is looked up before the last one', async () => {
    const { made, begin } = await setting({ ...ADA, preEngagement: {} });
    served(made);
    expect(await begin()).toMatchObject({ next: 'ask', asks: 'topic' });
    expect(made.log.names()).not.toContain('sync.fetch');
    expect(await sentAttributes(begin({ asked: 'topic', reply: 'lamps' }))).toMatchObject({ lastAgentSid: JANE });
  });

  test('gets anybody when nobody has served them, and when Sync does not say', async () => {
    const first = await setting(ADA);
    expect(await sentAttributes(first.begin())).not.toHaveProperty('lastAgentSid');
    const { made, begin } = await setting(ADA);
    served(made);
    made.log.fail('sync.fetch', unanswered());
    expect(await sentAttributes(begin())).not.toHaveProperty('lastAgentSid');
    expect(made.notes).toEqual([{ problem: expect.stringContaining('Who served this customer last is not known') }]);
  });

  test('a visitor of the same site gets nobody by what was typed', async () => {
    const { made, begin } = await setting({
      sealed: { site: 'outlet' },
      preEngagement: { topic: 'lamps', lastAgentSid: JANE, verified: true },
    });
    served(made);
    expect(await sentAttributes(begin())).not.toHaveProperty('lastAgentSid');
    expect(made.log.names()).not.toContain('sync.fetch');
  });
});

describe('without a topic', () => {
  test('the customer is asked for one first', async () => {
    const { begin } = await setting();
    expect(await begin()).toEqual({
      next: 'ask',
      asks: 'topic',
      say: 'Hello, and welcome. What is it about? A few words are enough.',
    });
  });

  test('and the answer is the topic, whatever stands in it', async () => {
    const { made, sites, begin } = await setting();
    await begin();
    const step = begin({ asked: 'topic', reply: '<b>My order</b>' });
    expect(await sentAttributes(step)).toMatchObject({ topic: '<b>My order</b>' });
    expect(await step).toMatchObject({ say: english.waiting, timeout: '3600' });
    expect(made.log.of('studio.execution')).toEqual([]);
    expect(sites).toEqual(['default']);
  });

  test('an answer without words is one, too', async () => {
    const { begin } = await setting();
    expect(await begin({ asked: 'topic' })).toMatchObject({ next: 'send' });
  });

  test.each([1, null, ['x'], { a: 1 }])('a topic that is no text (%p) is none', async (topic) => {
    const { begin } = await setting({ preEngagement: { topic } });
    expect(await begin()).toMatchObject({ next: 'ask', asks: 'topic' });
  });
});

describe('when nobody is there', () => {
  const away: Presence = { open: true, available: false };

  test('the customer hears it, and may wait or leave a message', async () => {
    const { begin } = await setting({ presence: away, preEngagement: { topic: 'Order' } });
    expect(await begin()).toEqual({
      next: 'ask',
      asks: 'offer',
      say: `${english.greeting} ${english.nobodyHere} ${english.offer}`,
    });
  });

  test('closed is said as such', async () => {
    const { begin } = await setting({ presence: { open: false, available: true } });
    expect(await begin()).toMatchObject({ say: `${english.greeting} ${english.closed} ${english.offer}` });
  });

  test.each([
    ['en', /open again Monday,? (at )?9:00 AM\. /],
    ['en-GB', /open again Monday,? (at )?0?9:00\. /],
    ['de-AT', /wieder für Sie da: Montag,? (um )?0?9:00 Uhr\. /],
    ['fr', /wieder für Sie da: Montag,? (um )?0?9:00 Uhr\. /],
  ])('closed until a known moment, told as %s writes it, in the time zone of the site', async (locale, words) => {
    const { begin } = await setting({
      sealed: { site: 'outlet', locale },
      presence: { open: false, available: true, opensAt: '2026-11-23T08:00:00.000Z' },
    });
    expect(await said(begin())).toMatch(words);
  });

  test('closed until another week: the date is told', async () => {
    const presence = { open: false, available: true, opensAt: '2026-12-28T08:00:00.000Z' };
    const { begin } = await setting({ sealed: { site: 'outlet', locale: 'en' }, presence });
    expect(await said(begin())).toMatch(/open again Monday, December 28(,| at) 9:00 AM\. /);
  });

  test('a site that is always open and was closed by hand has no time zone to tell a time in', async () => {
    const { begin } = await setting({
      presence: { open: false, available: true, opensAt: '2026-11-23T08:00:00.000Z' },
    });
    expect(await said(begin())).toBe(`${english.greeting} ${english.closed} ${english.offer}`);
  });

  test.each([
    ['de-AT', 'Wegen eines Brandes geschlossen.'],
    ['de', 'Heute zu.'],
    ['de-CH', 'Heute zu.'],
    ['en', 'No chat today.'],
    ['fr', 'Wegen eines Brandes geschlossen.'],
  ])('closed by hand, with words for it: in %s %s', async (locale, message) => {
    const closedMessage = { 'de-AT': 'Wegen eines Brandes geschlossen.', de: 'Heute zu.', en: 'No chat today.' };
    const presence = { open: false, available: true, opensAt: '2026-11-23T08:00:00.000Z', closedMessage };
    const { begin } = await setting({ sealed: { site: 'outlet', locale }, presence });
    expect(await said(begin())).toContain(` ${message} `);
  });

  test('closed by hand, with words in no language that helps: the usual ones', async () => {
    const presence = { open: false, available: true, closedMessage: { en: 'No chat today.' } };
    const { begin } = await setting({ sealed: { site: 'outlet', locale: 'de' }, presence });
    expect(await said(begin())).toContain(german.closed);
  });

  test.each(['1', ' 1 ', 'wait', 'WAIT', 'Wait\n'])('%p means to wait', async (reply) => {
    const { begin } = await setting({ presence: away, preEngagement: { topic: 'Order' } });
    const step = begin({ asked: 'offer', reply });
    expect(await step).toMatchObject({ next: 'send', say: english.waiting, timeout: '3600' });
    const attributes = await sentAttributes(step);
    expect(attributes.topic).toBe('Order');
    expect(attributes).not.toHaveProperty('messageLeft');
  });

  test('to wait without a topic asks for it, without a second greeting', async () => {
    const { begin } = await setting({ presence: away });
    expect(await begin({ asked: 'offer', reply: '1' })).toEqual({ next: 'ask', asks: 'topic', say: english.askTopic });
  });

  test('anything else is a message, which waits a week for an agent', async () => {
    const { begin } = await setting({ presence: away });
    const step = begin({ asked: 'offer', reply: 'Please call me back' });
    expect(await step).toEqual({
      next: 'send',
      say: english.messageTaken,
      messageLeft: true,
      taskAttributes: expect.any(String),
      priority: '0',
      timeout: '604800',
    });
    expect(await sentAttributes(step)).toMatchObject({ messageLeft: true, topic: 'Please call me back' });
  });

  test('a message keeps the chat open longer than its task waits', async () => {
    const { made, begin } = await setting({ presence: away });
    await begin();
    expect(made.conversation.timers).toEqual({ inactive: 'PT1H', closed: 'P1D' });
    await begin({ asked: 'offer', reply: 'Please call me back' });
    expect(made.log.of('conversations.setTimers')).toEqual([[CONVERSATION, { inactive: 'P1D', closed: 'P8D' }]]);
    expect(made.conversation.timers).toEqual(defaultSite.messageTimers);
    expect(made.notes).toEqual([]);
  });

  test('who waits instead keeps the usual timers', async () => {
    const { made, begin } = await setting({ presence: away, preEngagement: { topic: 'Order' } });
    expect(await begin({ asked: 'offer', reply: '1' })).toMatchObject({ next: 'send', messageLeft: false });
    expect(made.log.of('conversations.setTimers')).toEqual([]);
    expect(made.conversation.timers).toEqual(defaultSite.timers);
  });

  test.each([
    ['throttled', throttled(), 'Too many requests'],
    ['refused', refused(), 'Refused by Twilio'],
  ])('timers that cannot be set (%s) are noted, and the message is taken all the same', async (_, error, message) => {
    const { made, begin } = await setting({ presence: away });
    made.log.fail('conversations.setTimers', error);
    const step = begin({ asked: 'offer', reply: 'Please call me back' });
    expect(await step).toMatchObject({ next: 'send', messageLeft: true, say: english.messageTaken });
    expect(await sentAttributes(step)).toMatchObject({ messageLeft: true, topic: 'Please call me back' });
    expect(made.notes).toEqual([{ problem: `The timers stay short: ${message}` }]);
  });

  test('another flow is at it: its chat keeps its timers', async () => {
    const { made, begin } = await setting({ presence: away, handoff: OPENED });
    expect(await begin({ asked: 'offer', reply: 'Please call me back' })).toMatchObject({ next: 'stop' });
    expect(made.log.of('conversations.setTimers')).toEqual([]);
  });

  test('the topic of the page is better than the beginning of the message', async () => {
    const { begin } = await setting({ presence: away, preEngagement: { topic: 'Order' } });
    const step = begin({ asked: 'offer', reply: 'Please call me back' });
    expect(await sentAttributes(step)).toMatchObject({ messageLeft: true, topic: 'Order' });
  });

  test('when nobody can say, the customer is not sent away', async () => {
    const { begin } = await setting({ presence: { open: true, available: null }, preEngagement: { topic: 'Order' } });
    expect(await begin()).toMatchObject({ next: 'send' });
  });
});

describe('what is believed', () => {
  test('a sealed name, site, language and verification', async () => {
    const { begin } = await setting({ sealed: { verified: true, locale: 'de-AT' }, preEngagement: { topic: 'x' } });
    expect(await sentAttributes(begin())).toMatchObject({ verified: true, language: 'de-AT', name: 'Jane' });
  });

  test("without a seal: nothing, and the default site's words", async () => {
    const { sites, begin } = await setting({ sealed: false, preEngagement: { topic: 'x', verified: true } });
    expect(await sentAttributes(begin())).toMatchObject({
      verified: false,
      name: 'Visitor',
      customerAddress: '',
      site: 'default',
      language: 'en',
      typed: { verified: true },
    });
    expect(sites).toEqual(['default']);
  });

  test("another conversation's seal: nothing", async () => {
    const { begin } = await setting({
      sealed: { verified: true, uniqueName: 'chat_2' },
      preEngagement: { topic: 'x' },
    });
    expect(await sentAttributes(begin())).toMatchObject({ verified: false, name: 'Visitor' });
  });

  test('a site that is gone since: the default one', async () => {
    const { begin } = await setting({ sealed: { site: 'gone' }, preEngagement: { topic: 'x' } });
    expect(await sentAttributes(begin())).toMatchObject({ site: 'default', name: 'Jane' });
  });

  test('pre-engagement data that is no object: none', async () => {
    const { begin } = await setting({ preEngagement: 'topic' });
    expect(await begin()).toMatchObject({ next: 'ask', asks: 'topic' });
  });
});

test('the flow knows what to say in this language should it not reach us any more', async () => {
  const { answer } = await setting({ sealed: { locale: 'de-AT' } });
  const unreachable = { agentAsked: german.agentAsked, sorry: german.handoffFailed };
  expect(await answer()).toMatchObject({ next: 'ask', unreachable });
  expect(await answer({ asked: 'topic', reply: 'x' })).toMatchObject({ next: 'send', unreachable });
});

describe('stops', () => {
  test('in a closed conversation, and claims nothing', async () => {
    const { made, begin } = await setting();
    made.conversation.closed = true;
    expect(await begin()).toEqual({ next: 'stop', reason: 'conversation_closed' });
    expect(made.log.names()).toEqual(['conversations.fetch']);
  });

  test('in one that is gone', async () => {
    const { made, begin } = await setting();
    made.twilio.conversations.kept.splice(0);
    expect(await begin()).toEqual({ next: 'stop', reason: 'conversation_closed' });
  });

  test('when another flow is at it, and leaves it its webhook', async () => {
    const { made, begin } = await setting({ handoff: { ...CLAIMED, executionSid: OTHER_EXECUTION } });
    made.twilio.executions.set(OTHER_EXECUTION, { ended: false, widgets: {} });
    expect(await begin()).toEqual({ next: 'stop', reason: 'already_handed_over' });
    expect(made.targets()).toEqual(['studio', 'webhook']);
  });

  test("when Flex has it, and removes Studio's webhook, which should not be there any more", async () => {
    const { made, begin } = await setting({ handoff: OPENED });
    expect(await begin()).toEqual({ next: 'stop', reason: 'already_handed_over' });
    expect(made.targets()).toEqual(['webhook']);
    expect(made.notes).toEqual([]);
  });

  test('also when that removal fails: it is noted, and the next flow tries again', async () => {
    const { made, begin } = await setting({ handoff: OPENED });
    made.log.fail('conversations.removeWebhook', throttled());
    expect(await begin()).toEqual({ next: 'stop', reason: 'already_handed_over' });
    expect(made.notes).toEqual([{ problem: "Studio's webhook is still there: Too many requests" }]);
  });

  test('three messages at once: one flow goes on', async () => {
    const { made, begin } = await setting();
    for (const number of [1, 2, 3]) made.twilio.executions.set(plainSid('FN', number), { ended: false, widgets: {} });
    const steps = await Promise.all([1, 2, 3].map((number) => begin({ executionSid: plainSid('FN', number) })));
    expect(steps.map(({ next }) => next).sort()).toEqual(['ask', 'stop', 'stop']);
  });
});

describe('in bridge mode', () => {
  const sealed = { bridge: true };
  const said = (message: string, messageSid = 'IM1') => ({ message, messageSid, author: CUSTOMER });
  const next = (number: number) => ({ executionSid: plainSid('FN', number) });

  test('we speak for the flow, which ends with the question', async () => {
    const { made, begin } = await setting({ sealed });
    expect(await begin(said('Hello'))).toEqual({ next: 'stop', reason: 'waits_for_answer' });
    expect(made.conversation.said).toEqual([`${english.greeting} ${english.askTopic}`]);
    expect(made.handoff()).toEqual({ ...CLAIMED, asked: 'topic', askedUpon: 'IM1' });
    expect(made.log.waves()).toEqual([['conversations.fetch'], ['sync.fetch'], ['sync.create'], ['conversations.say']]);
  });

  test('the answer starts the next flow, which goes on from there', async () => {
    const { made, sites, begin } = await setting({ sealed });
    await begin(said('Hello'));
    made.twilio.executions.set(EXECUTION, { ended: true, widgets: {} });
    const first = made.log.waves().length;
    const step = await begin({ ...said('My order', 'IM3'), ...next(2) });
    expect(made.log.waves().slice(first)).toEqual([
      ['conversations.fetch'],
      ['sync.fetch'],
      ['sync.create'],
      ['sync.fetch'],
      ['studio.execution'],
      ['sync.update'],
      ['conversations.say'],
    ]);
    expect(step).toMatchObject({ next: 'send_silently', say: '', messageLeft: false, priority: '0', timeout: '3600' });
    if (step.next !== 'send_silently') throw new Error(step.next);
    expect(JSON.parse(step.taskAttributes)).toMatchObject({ topic: 'My order' });
    expect(made.conversation.said.at(-1)).toBe(english.waiting);
    expect(made.handoff()).toEqual({ ...CLAIMED, executionSid: plainSid('FN', 2) });
    expect(sites).toEqual(['default']);
  });

  test('one question leads to the other', async () => {
    const { made, begin } = await setting({ sealed, presence: { open: true, available: false } });
    await begin(said('Hello'));
    made.twilio.executions.set(EXECUTION, { ended: true, widgets: {} });
    expect(await begin({ ...said('1', 'IM3'), ...next(2) })).toEqual({ next: 'stop', reason: 'waits_for_answer' });
    expect(made.handoff()).toMatchObject({ asked: 'topic', askedUpon: 'IM3' });
    expect(made.conversation.said.at(-1)).toBe(english.askTopic);
  });

  test('the message upon which we asked is no answer when it comes again', async () => {
    const { made, begin } = await setting({ sealed });
    await begin(said('Hello'));
    made.twilio.executions.set(EXECUTION, { ended: true, widgets: {} });
    expect(await begin({ ...said('Hello'), ...next(2) })).toEqual({ next: 'stop', reason: 'no_answer' });
    expect(made.conversation.said).toHaveLength(1);
  });

  test.each(['system', AGENT])('what %s says is no answer', async (author) => {
    const { made, begin } = await setting({ sealed });
    expect(await begin({ ...said('Hello'), author })).toEqual({ next: 'stop', reason: 'no_answer' });
    expect(made.log.names()).toEqual(['conversations.fetch']);
  });

  test('a flow that is still at work keeps the others out', async () => {
    const { made, begin } = await setting({ sealed });
    await begin(said('Hello'));
    made.twilio.executions.set(EXECUTION, { ended: false, widgets: {} });
    expect(await begin({ ...said('My order', 'IM3'), ...next(2) })).toMatchObject({ reason: 'already_handed_over' });
    expect(made.handoff()).toMatchObject({ executionSid: EXECUTION, asked: 'topic' });
  });

  test('who needs no question is told at once, and sent on', async () => {
    const { made, begin } = await setting({ sealed, preEngagement: { topic: 'Order' } });
    expect(await begin(said('Hello'))).toMatchObject({ next: 'send_silently', say: '' });
    expect(made.conversation.said).toEqual([`${english.greeting} ${english.waiting}`]);
  });

  test('words that could not be said fail the flow, which gives up then', async () => {
    const { made, begin } = await setting({ sealed });
    made.log.fail('conversations.say', throttled());
    await expect(begin(said('Hello'))).rejects.toThrow('Too many requests');
  });
});

test.each(['conversations.fetch', 'sync.create'])('when %s fails, the flow is told so and can say it', async (call) => {
  const { made, begin } = await setting();
  made.log.fail(call, throttled());
  await expect(begin()).rejects.toThrow('Too many requests');
});

test('the input is what the flow sends: text, with fields that may be empty', () => {
  const right = { conversationSid: CONVERSATION, flowSid: FLOW, executionSid: EXECUTION };
  expect(v.parse(BeginInput, { ...right, request: 1 })).toEqual({
    ...right,
    asked: '',
    reply: '',
    messageSid: '',
    author: '',
    message: '',
  });
  expect(v.is(BeginInput, { ...right, asked: 'offer', reply: 'x' })).toBe(true);
  const wrong = [
    { ...right, asked: 'everything' },
    { ...right, conversationSid: 'CH1' },
    { ...right, flowSid: '' },
    { ...right, executionSid: undefined },
  ];
  expect(wrong.filter((input) => v.is(BeginInput, input))).toEqual([]);
});

describe('whoever writes on and on before a task', () => {
  const { messagesBeforeTask } = defaultSite.limits;
  const having = async (messages: number) => {
    const talk = await setting({ preEngagement: { topic: 'Order' } });
    for (let message = 0; message < messages; message += 1) talk.made.twilio.messages.add(CONVERSATION);
    return talk;
  };

  test('is answered up to the limit of the site, and not beyond it', async () => {
    expect(await (await having(messagesBeforeTask)).begin()).toMatchObject({ next: 'send' });
    const { made, begin } = await having(messagesBeforeTask + 1);
    expect(await begin()).toEqual({ next: 'stop', reason: 'too_many_messages' });
    expect(made.log.names()).not.toContain('conversations.say');
  });

  test('is still heard in the answer to a question', async () => {
    const { begin } = await having(messagesBeforeTask + 1);
    expect(await begin({ asked: 'topic', reply: 'Order' })).toMatchObject({ next: 'send' });
  });

  test('does not keep the webhook of a flow that should be gone', async () => {
    const { made, begin } = await having(messagesBeforeTask + 1);
    await made.records.createOrRead(CONVERSATION, OPENED);
    expect(await begin()).toEqual({ next: 'stop', reason: 'already_handed_over' });
  });

  test('is not suspected when Twilio does not say', async () => {
    const { made, begin } = await having(messagesBeforeTask + 1);
    made.log.fail('messages.last', unanswered());
    expect(await begin()).toMatchObject({ next: 'send' });
    expect(made.notes).toEqual([{ problem: 'The messages are not counted: No answer within 3000 ms' }]);
  });
});

test('of a long answer, as much is taken as a message may have', async () => {
  const { made, begin } = await setting();
  await begin();
  const attributes = await sentAttributes(begin({ asked: 'topic', reply: '💬'.repeat(9000) }));
  expect([...String(attributes.topic)].every((character) => character === '💬' || character === '…')).toBe(true);
  expect(made.handoff()).toEqual(CLAIMED);
});
