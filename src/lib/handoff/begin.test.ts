import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import { english } from '../../sites/words';
import { type SealedFacts, sealFacts } from '../auth/conversation-seal';
import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { refused, throttled } from '../testing/failures';
import {
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
import { BeginInput, beginHandoff, type Presence } from './begin';
import type { Handoff } from './handoff-record';

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
    presence: async ({ name }: { name: string }) => {
      sites.push(name);
      return presence;
    },
  };
  const begin = (input: object = {}) =>
    beginHandoff(
      context,
      v.parse(BeginInput, { conversationSid: CONVERSATION, flowSid: FLOW, executionSid: EXECUTION, ...input }),
    );
  return { made, sites, begin };
}

async function sentAttributes(step: ReturnType<typeof beginHandoff>): Promise<Record<string, unknown>> {
  const result = await step;
  if (result.next !== 'send') throw new Error(`The next step is ${result.next}`);
  return JSON.parse(result.taskAttributes) as Record<string, unknown>;
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
  expect(made.log.waves()).toEqual([['conversations.fetch'], ['sync.create']]);
  expect(made.conversation.timers).toEqual(defaultSite.timers);
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
    ['en', 'Monday 8:00 AM'],
    ['en-GB', 'Monday 08:00'],
    ['de-AT', 'Montag, 08:00'],
  ])('closed until a known moment: told as %s writes it', async (locale, moment) => {
    const { begin } = await setting({
      sealed: { locale },
      presence: { open: false, available: true, opensAt: '2026-11-23T08:00:00.000Z' },
    });
    const step = await begin();
    if (step.next !== 'ask') throw new Error(step.next);
    expect(step.say.replaceAll(/[\u202f ]+/g, ' ').replace(/ (um|at) /, ' ')).toContain(
      `open again ${moment}`.replace(/ (um|at) /, ' '),
    );
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
    expect(steps.map(({ next }) => next)).toEqual(['ask', 'stop', 'stop']);
  });
});

test.each(['conversations.fetch', 'sync.create'])('when %s fails, the flow is told so and can say it', async (call) => {
  const { made, begin } = await setting();
  made.log.fail(call, throttled());
  await expect(begin()).rejects.toThrow('Too many requests');
});

test('the input is what the flow sends: text, with fields that may be empty', () => {
  const right = { conversationSid: CONVERSATION, flowSid: FLOW, executionSid: EXECUTION };
  expect(v.parse(BeginInput, { ...right, request: 1 })).toEqual({ ...right, asked: '', reply: '' });
  expect(v.is(BeginInput, { ...right, asked: 'offer', reply: 'x' })).toBe(true);
  const wrong = [
    { ...right, asked: 'everything' },
    { ...right, conversationSid: 'CH1' },
    { ...right, flowSid: '' },
    { ...right, executionSid: undefined },
  ];
  expect(wrong.filter((input) => v.is(BeginInput, input))).toEqual([]);
});
