import { flowOf, Stage, type StageOptions, state, steps } from './testing/stage';

let stage: Stage;

async function open(options: StageOptions = {}): Promise<Stage> {
  stage = await new Stage({ own: echo, ...options }).start();
  return stage;
}

afterEach(() => stage.stop());

const echo = flowOf(
  state('ask', 'send-and-wait-for-reply', { from: '', body: 'And?', timeout: '600' }, { incomingMessage: 'say' }),
  state('say', 'send-message', { from: '', body: '{{widgets.ask.inbound.Body}}' }, { sent: undefined }),
);

test('a message while the execution waits is its reply', async () => {
  await open();
  await stage.say('Hello', 'own');
  const log = await stage.say('Again', 'own');
  expect(steps(log)).toEqual(['Trigger:incomingConversationMessage', 'ask:incomingMessage', 'say:sent']);
  expect(stage.ports.messages.map(({ body }) => body)).toEqual(['And?', 'Again']);
  expect(stage.studio.executions()).toHaveLength(1);
});

test('a message after the execution ended starts a new one', async () => {
  await open();
  const first = await stage.say('Hello', 'own');
  await stage.say('Again', 'own');
  const second = await stage.say('Third', 'own');
  expect(second.sid).not.toBe(first.sid);
  expect(stage.studio.executions().map(({ status }) => status)).toEqual(['ended', 'active']);
});

test('messages while the execution is busy are lost, with error 81002', async () => {
  await open();
  const paused = stage.paused();
  stage.post('one', 'own');
  stage.post('two', 'own');
  stage.post('three', 'own');
  const log = await paused;
  expect(stage.studio.executions()).toHaveLength(1);
  expect(log.problems.map(({ code }) => code)).toEqual([81002, 81002]);
  expect(stage.ports.messages.map(({ body }) => body)).toEqual(['And?']);
});

test('messages while the execution is busy may start executions of their own (assumption)', async () => {
  await open({ assumptions: { studioOneExecution: false } });
  const paused = stage.paused();
  stage.post('one', 'own');
  stage.post('two', 'own');
  await paused;
  expect(stage.studio.executions()).toHaveLength(2);
});

test('the reply is taken once: a second message in the same instant is lost', async () => {
  await open();
  await stage.say('Hello', 'own');
  const paused = stage.paused();
  stage.post('first reply', 'own');
  stage.post('second reply', 'own');
  const log = await paused;
  expect(stage.ports.messages.at(-1)?.body).toBe('first reply');
  expect(log.problems.map(({ code }) => code)).toEqual([81002]);
});

test('conversations and flows do not get into each other’s way', async () => {
  await open();
  const other = `CH${'f'.repeat(32)}`;
  await stage.say('Hello', 'own');
  const paused = stage.paused();
  stage.post('Hi', 'own', other);
  await paused;
  expect(stage.studio.executions(other)).toMatchObject([{ conversationSid: other, waitingAt: 'ask' }]);
  expect(stage.studio.executions()).toHaveLength(2);
});

test('Studio works after the message was delivered, never in the same turn', async () => {
  await open();
  const paused = stage.paused();
  stage.post('Hello', 'own');
  expect(stage.ports.messages).toEqual([]);
  await paused;
  expect(stage.ports.messages).toHaveLength(1);
});

test('a message for a flow that is not there is told to the developer', async () => {
  await open();
  stage.studio.conversationMessage('FW1', { ConversationSid: 'CH1' });
  expect(stage.said).toEqual(['Studio: something came for flow FW1, which is not there or not published']);
});

test('the flows of the folder have the same SIDs in every run', async () => {
  await open();
  const first = stage.studio.flows();
  await stage.stop();
  await open();
  expect(stage.studio.flows()).toEqual(first);
  expect(Object.keys(first)).toEqual(['chat-to-flex', 'voice-relay-to-flex', 'voice-relay-widget-to-flex', 'own']);
});

test('the state shows flows and executions as JSON', async () => {
  await open();
  const log = await stage.say('Hello', 'own');
  expect(JSON.parse(JSON.stringify(stage.studio.state()))).toMatchObject({
    flows: [
      { friendlyName: 'chat-to-flex', status: 'published', revision: 1 },
      { friendlyName: 'voice-relay-to-flex', status: 'published', revision: 1 },
      { friendlyName: 'voice-relay-widget-to-flex', status: 'published', revision: 1 },
      { friendlyName: 'own', status: 'published', revision: 1 },
    ],
    executions: [{ sid: log.sid, waitingAt: 'ask' }],
  });
});
