import { TwilioError } from '../http/errors';
import { CONVERSATION, INTERACTION } from './testing/recording-ports';
import { Stage, type StageOptions, steps } from './testing/stage';

const BEGIN = '/studio/handoff-begin';
const OPENED = '/studio/handoff-opened';
const FAILED = '/studio/handoff-failed';

const SEND = {
  next: 'send',
  say: 'An agent will be with you soon.',
  taskAttributes: '{"topic":"billing","name":"Ada"}',
  priority: '5',
  timeout: '86400',
};
const ASK = { next: 'ask', say: 'What is it about?', asks: 'topic' };

let stage: Stage;

async function open(options: StageOptions = {}): Promise<Stage> {
  stage = await new Stage(options).start();
  stage.functions.answer(BEGIN, { body: SEND });
  stage.functions.answer(OPENED, { body: { state: 'queued' } });
  stage.functions.answer(FAILED, { body: { say: 'Nobody could be reached.' } });
  return stage;
}

afterEach(() => stage.stop());

const said = () => stage.ports.messages.map(({ body }) => body);
const callsOf = (path: string) =>
  stage.functions.calls.filter((call) => call.path === path).map(({ params }) => params);

test('a chat is handed over: begin, words to the customer, Send to Flex, opened', async () => {
  await open();
  const log = await stage.say('Hello');

  expect(steps(log)).toEqual([
    'Trigger:incomingConversationMessage',
    'handoff_begin:success',
    'next_step:match',
    'say_waiting:sent',
    'send_to_flex:callComplete',
    'handoff_opened:success',
  ]);
  expect(log).toMatchObject({ status: 'ended', problems: [], waitingAt: null, conversationSid: CONVERSATION });
  const account = stage.kernel.account;
  expect(stage.ports.interactions).toEqual([
    {
      channel: { type: 'web', initiated_by: 'customer', properties: { media_channel_sid: CONVERSATION } },
      routing: {
        properties: {
          workspace_sid: account.workspaceSid,
          workflow_sid: account.workflowSid,
          task_channel_sid: account.taskChannelSid,
          attributes: { topic: 'billing', name: 'Ada' },
          priority: 5,
          timeout: 86400,
        },
      },
    },
  ]);
  expect(stage.ports.messages).toEqual([
    {
      conversationSid: CONVERSATION,
      author: 'system',
      body: 'An agent will be with you soon.',
      attributes: '{}',
      actor: { source: 'STUDIO' },
    },
  ]);
  const ids = { conversationSid: CONVERSATION, flowSid: log.flowSid, executionSid: log.sid };
  const message = { author: 'customer', message: 'Hello', messageSid: expect.stringMatching(/^IM[0-9a-f]{32}$/) };
  expect(stage.functions.calls).toEqual([
    { path: BEGIN, signed: true, params: { ...ids, asked: '', reply: '', ...message } },
    { path: OPENED, signed: true, params: { ...ids, interactionSid: INTERACTION } },
  ]);
  expect(stage.ports.webhooksRemovedFrom).toEqual([]);
});

test('a conversation that is handed over already ends silently', async () => {
  await open();
  stage.functions.answer(BEGIN, { body: { next: 'stop' } });
  const log = await stage.say('Hello');
  expect(steps(log)).toEqual(['Trigger:incomingConversationMessage', 'handoff_begin:success', 'next_step:match']);
  expect(log).toMatchObject({ status: 'ended', problems: [] });
  expect(said()).toEqual([]);
  expect(stage.ports.interactions).toEqual([]);
});

test.each(['inbound', 'trigger'] as const)(
  'a question is asked and its reply reaches the Function (reply in %s)',
  async (where) => {
    await open({ assumptions: { studioReplyLandsIn: where } });
    stage.functions.answer(BEGIN, { body: ASK }, { body: SEND });
    expect(await stage.say('Hello')).toMatchObject({ status: 'active', waitingAt: 'ask' });
    const log = await stage.say('My bill');

    expect(steps(log).slice(3)).toEqual([
      'ask:incomingMessage',
      'remember_reply:next',
      'handoff_begin:success',
      'next_step:match',
      'say_waiting:sent',
      'send_to_flex:callComplete',
      'handoff_opened:success',
    ]);
    expect(callsOf(BEGIN).map(({ asked, reply }) => ({ asked, reply }))).toEqual([
      { asked: '', reply: '' },
      { asked: 'topic', reply: 'My bill' },
    ]);
    expect(said()).toEqual(['What is it about?', 'An agent will be with you soon.']);
  },
);

test('three rounds of questions are within the limits', async () => {
  await open();
  stage.functions.answer(BEGIN, { body: ASK }, { body: ASK }, { body: ASK }, { body: SEND });
  await stage.say('Hello');
  await stage.say('a');
  await stage.say('b');
  const log = await stage.say('c');
  expect(log).toMatchObject({ status: 'ended', problems: [] });
  expect(callsOf(BEGIN).map(({ reply }) => reply)).toEqual(['', 'a', 'b', 'c']);
  expect(stage.ports.interactions).toHaveLength(1);
});

test('no reply for ten minutes is reported as no_reply and told to the customer', async () => {
  await open();
  stage.functions.answer(BEGIN, { body: ASK });
  await stage.say('Hello');
  stage.kernel.clock.advance(599_000);
  expect(callsOf(FAILED)).toEqual([]);
  const log = await stage.advance(1_000);
  expect(steps(log).slice(3)).toEqual([
    'ask:timeout',
    'no_reply:next',
    'handoff_failed:success',
    'something_to_say:noMatch',
    'say_why:sent',
  ]);
  expect(callsOf(FAILED)).toEqual([
    { conversationSid: CONVERSATION, flowSid: log.flowSid, executionSid: log.sid, reason: 'no_reply' },
  ]);
  expect(said()).toEqual(['What is it about?', 'Nobody could be reached.']);
});

test('a question that cannot be sent is reported as delivery', async () => {
  await open();
  stage.functions.answer(BEGIN, { body: ASK });
  stage.ports.messageError = new TwilioError(400, 50386, 'The conversation is closed');
  const log = await stage.say('Hello');
  expect(steps(log).slice(3)).toEqual([
    'ask:deliveryFailure',
    'not_delivered:next',
    'handoff_failed:success',
    'something_to_say:noMatch',
    'say_why:failed',
  ]);
  expect(callsOf(FAILED).map(({ reason }) => reason)).toEqual(['delivery']);
  expect(log.problems.map(({ code, widget }) => [code, widget])).toEqual([
    [81011, 'ask'],
    [81011, 'say_why'],
  ]);
});

test.each([
  ['answers 500', { status: 500, body: { error: { code: 'upstream' } } }],
  ['answers something that is not JSON', { body: 'ok', contentType: 'text/plain' }],
  ['names a step that the flow does not know', { body: { next: 'dance' } }],
])('a begin Function that %s is reported as begin', async (_, reply) => {
  await open();
  stage.functions.answer(BEGIN, reply);
  const log = await stage.say('Hello');
  expect(steps(log).slice(-4)).toEqual([
    'begin_failed:next',
    'handoff_failed:success',
    'something_to_say:noMatch',
    'say_why:sent',
  ]);
  expect(callsOf(FAILED).map(({ reason }) => reason)).toEqual(['begin']);
  expect(said()).toEqual(['Nobody could be reached.']);
  expect(stage.ports.interactions).toEqual([]);
});

test('Flex that refuses the interaction is reported as enqueue', async () => {
  await open();
  stage.ports.interactionError = new TwilioError(400, 20001, 'Workflow not found');
  const log = await stage.say('Hello');
  expect(steps(log).slice(4)).toEqual([
    'send_to_flex:failedToEnqueue',
    'not_enqueued:next',
    'handoff_failed:success',
    'something_to_say:noMatch',
    'say_why:sent',
  ]);
  expect(callsOf(FAILED).map(({ reason }) => reason)).toEqual(['enqueue']);
  expect(callsOf(OPENED)).toEqual([]);
});

test('where the Function has said everything itself, the flow says nothing', async () => {
  await open();
  stage.functions.answer(BEGIN, { body: { ...SEND, next: 'send_silently', say: '' } });
  const log = await stage.say('Hello');
  expect(steps(log).slice(2)).toEqual(['next_step:match', 'send_to_flex:callComplete', 'handoff_opened:success']);
  stage.functions.answer(BEGIN, { status: 500, body: {} });
  stage.functions.answer(FAILED, { body: { say: '' } });
  expect(steps(await stage.say('Hello again')).slice(-2)).toEqual(['handoff_failed:success', 'something_to_say:match']);
  expect(said()).toEqual([]);
});

test('task attributes of more than 1,024 characters are reported as enqueue', async () => {
  await open();
  const taskAttributes = JSON.stringify({ note: 'x'.repeat(1020) });
  stage.functions.answer(BEGIN, { body: { ...SEND, taskAttributes } });
  await stage.say('Hello');
  expect(callsOf(FAILED).map(({ reason }) => reason)).toEqual(['enqueue']);
  expect(stage.ports.interactions).toEqual([]);
});

test('words that cannot be sent do not keep the chat from Flex', async () => {
  await open();
  stage.functions.answer(BEGIN, { body: { ...SEND, say: '' } });
  const log = await stage.say('Hello');
  expect(steps(log).slice(3)).toEqual(['say_waiting:failed', 'send_to_flex:callComplete', 'handoff_opened:success']);
});

test('handoff-opened is called a second time when the first call fails', async () => {
  await open();
  stage.functions.answer(OPENED, { status: 503, body: {} }, { body: {} });
  const log = await stage.say('Hello');
  expect(steps(log).slice(5)).toEqual(['handoff_opened:fail', 'handoff_opened_again:success']);
  const [first, second] = callsOf(OPENED);
  expect(second).toEqual(first);
  expect(said()).toEqual(['An agent will be with you soon.']);
});

test('when handoff-opened fails twice the customer hears that an agent has been asked', async () => {
  await open();
  stage.functions.answer(OPENED, { status: 503, body: {} });
  const log = await stage.say('Hello');
  expect(steps(log).slice(5)).toEqual(['handoff_opened:fail', 'handoff_opened_again:fail', 'say_agent_asked:sent']);
  expect(said().at(-1)).toBe('An agent has been asked and will join this chat.');
});

test('when handoff-failed fails too the customer is asked to write again', async () => {
  await open();
  stage.functions.answer(BEGIN, { status: 500, body: {} });
  stage.functions.answer(FAILED, { status: 500, body: {} });
  const log = await stage.say('Hello');
  expect(steps(log).slice(-3)).toEqual(['begin_failed:next', 'handoff_failed:fail', 'say_sorry:sent']);
  expect(said()).toEqual(['Something went wrong on our side. Please write again in a moment.']);
  expect(log.status).toBe('ended');
});

test('in the language of the customer, where handoff-begin has answered once', async () => {
  await open();
  const unreachable = { agentAsked: 'Wir haben jemanden gerufen.', sorry: 'Bitte schreiben Sie uns noch einmal.' };
  stage.functions.answer(BEGIN, { body: { ...SEND, unreachable } });
  stage.functions.answer(OPENED, { status: 503, body: {} });
  await stage.say('Hello');
  expect(said().at(-1)).toBe(unreachable.agentAsked);
  stage.ports.interactionError = new TwilioError(400, 20001, 'Workflow not found');
  stage.functions.answer(FAILED, { status: 500, body: {} });
  await stage.say('Hello again');
  expect(said().at(-1)).toBe(unreachable.sorry);
});

test('what a customer types never becomes a template or part of another value', async () => {
  await open();
  const hostile = '{{flow.sid}} "}, {"priority": 99';
  stage.functions.answer(BEGIN, { body: ASK }, { body: SEND });
  await stage.say('Hello');
  await stage.say(hostile);
  expect(callsOf(BEGIN)[1]?.reply).toBe(hostile);
  expect(stage.ports.interactions[0]?.routing?.properties?.priority).toBe(5);
});
