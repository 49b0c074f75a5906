import { CONVERSATION, INTERACTION } from './testing/recording-ports';
import { Stage, steps } from './testing/stage';

const BEGIN = '/studio/handoff-begin';
const OPENED = '/studio/handoff-opened';

const SEND = {
  next: 'send',
  say: 'An agent will be with you soon.',
  taskAttributes: '{"topic":"billing","name":"Ada"}',
  priority: '5',
  timeout: '86400',
};

let stage: Stage;

beforeEach(async () => {
  stage = await new Stage({}).start();
  stage.functions.answer(BEGIN, { body: SEND });
  stage.functions.answer(OPENED, { body: { state: 'queued' } });
});

afterEach(() => stage.stop());

/** Everything else that the flow does: studio-flows/chat-to-flex.scenarios.ts. */
test('a chat is handed over with all that the Functions, the customer and Flex get of it', async () => {
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
