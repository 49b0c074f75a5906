import { flowOf, Stage, type StageOptions, state, steps } from './testing/stage';

let stage: Stage;

async function open(options: StageOptions): Promise<Stage> {
  stage = await new Stage(options).start();
  return stage;
}

afterEach(() => stage.stop());

const message = (name: string, body: string, next?: string) =>
  state(name, 'send-message', { from: '', body }, { sent: next, failed: undefined });
const wait = (name: string, timeout: string, next?: string) =>
  state(
    name,
    'send-and-wait-for-reply',
    { from: '', body: 'And?', timeout },
    { incomingMessage: next, timeout: undefined },
  );
const set = (name: string, variables: unknown[], next?: string) =>
  state(name, 'set-variables', { variables }, { next });

test('a widget that follows itself is stopped when it is reached the tenth time', async () => {
  await open({ own: flowOf(message('again', 'x', 'again')) });
  const log = await stage.say('Hello', 'own');
  expect(stage.ports.messages).toHaveLength(9);
  expect(log.status).toBe('ended');
  expect(log.problems.map(({ code, widget }) => [code, widget])).toEqual([[81001, 'again']]);
});

test('a loop of several widgets that never waits is stopped as well', async () => {
  await open({ own: flowOf(message('one', 'x', 'two'), message('two', 'y', 'one')) });
  const log = await stage.say('Hello', 'own');
  expect(log.problems.map(({ code, widget }) => [code, widget])).toEqual([[81001, 'one']]);
});

test('a loop that waits for replies runs until the execution has made 1,000 steps', async () => {
  await open({ own: flowOf(wait('ask', '600', 'ask')), limits: { steps: 25 } });
  await stage.say('Hello', 'own');
  let log = await stage.say('reply', 'own');
  while (log.status === 'active') log = await stage.say('reply', 'own');
  expect(log.steps).toHaveLength(25);
  expect(log.problems.map(({ code }) => code)).toEqual([81000]);
});

test('an execution that waits is over after 30 days', async () => {
  await open({ own: flowOf(wait('ask', String(40 * 24 * 3600), 'ask')) });
  await stage.say('Hello', 'own');
  const log = await stage.advance(30 * 24 * 3600 * 1000);
  expect(log).toMatchObject({ status: 'ended', waitingAt: null });
  expect(log.problems.map(({ message: text }) => text)).toEqual(['The execution reached its maximum life of 30 days']);
});

test('a wait without a timeout lasts an hour', async () => {
  await open({ own: flowOf(wait('ask', '')) });
  await stage.say('Hello', 'own');
  stage.kernel.clock.advance(3_599_000);
  expect(stage.studio.executions()[0]?.status).toBe('active');
  const log = await stage.advance(1_000);
  expect(steps(log)).toEqual(['Trigger:incomingConversationMessage', 'ask:timeout']);
});

test('a widget of a type that is not run here stops the execution and tells the developer', async () => {
  await open({ own: flowOf(state('talk', 'record-voicemail', {}, {})) });
  const log = await stage.say('Hello', 'own');
  const reason = 'the local Twilio does not run widgets of type "record-voicemail" (widget "talk")';
  expect(log).toMatchObject({ status: 'ended', problems: [{ code: null, message: reason, widget: 'talk' }] });
  expect(stage.said).toEqual([`Studio, flow "own" stopped: ${reason}`]);
});

test('each step says what the context was after it', async () => {
  await open({
    own: flowOf(
      set('first', [{ key: 'topic', value: 'billing' }], 'second'),
      set('second', [{ key: 'topic', value: '{{flow.variables.topic | upcase}}' }]),
    ),
  });
  const log = await stage.say('Hello', 'own');
  expect(
    log.steps.map(({ widget, type, event, next, context }) => [widget, type, event, next, context.flow.variables]),
  ).toEqual([
    ['Trigger', 'trigger', 'incomingConversationMessage', 'first', {}],
    ['first', 'set-variables', 'next', 'second', { topic: 'billing' }],
    ['second', 'set-variables', 'next', null, { topic: 'BILLING' }],
  ]);
  expect(log.steps[2]?.context.widgets).toEqual({ first: { topic: 'billing' }, second: { topic: 'BILLING' } });
  expect(log.steps.every(({ sid }) => /^FT[0-9a-f]{32}$/.test(sid))).toBe(true);
});

test('the trigger holds the parameters of the webhook and the attributes of the conversation', async () => {
  await open({ own: flowOf(message('say', '{{trigger.conversation | to_json}}')) });
  const log = await stage.say('Hello', 'own');
  const { accountSid, conversationsServiceSid } = stage.kernel.account;
  expect(JSON.parse(stage.ports.messages[0]?.body ?? '')).toEqual({
    AccountSid: accountSid,
    From: 'customer',
    Author: 'customer',
    Body: 'Hello',
    ConversationSid: log.conversationSid,
    ChannelSid: log.conversationSid,
    InstanceSid: conversationsServiceSid,
    MessageSid: expect.stringMatching(/^IM/),
    ChannelAttributes: { topic: 'billing' },
  });
});

test('a template with a mistake prints nothing, and the log says why', async () => {
  await open({
    own: flowOf(message('say', 'Hi {{trigger.conversation.Body | shout}}')),
    assumptions: { studioRefusesBadLiquid: false },
  });
  const log = await stage.say('Hello', 'own');
  expect(steps(log).at(-1)).toBe('say:failed');
  expect(log.problems.map(({ code }) => code)).toEqual([81018, 81011]);
});
