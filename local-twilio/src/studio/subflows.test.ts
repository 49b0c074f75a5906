import type { State } from '../../../studio-flows/flow-definition';
import { flowOf, Stage, type StageOptions, state, steps } from './testing/stage';

const SUB = `FW${'5'.repeat(32)}`;
let stage: Stage;

async function open(options: StageOptions): Promise<Stage> {
  stage = await new Stage(options).start();
  return stage;
}

afterEach(() => stage.stop());

const message = (name: string, body: string, next?: string) =>
  state(name, 'send-message', { from: '', body }, { sent: next, failed: undefined });
const set = (name: string, variables: unknown[], next?: string) =>
  state(name, 'set-variables', { variables }, { next });
const runs = (properties: Record<string, unknown>, completed?: string, failed?: string) =>
  state(
    'sub',
    'run-subflow',
    { flow_sid: SUB, flow_revision: 'LatestPublished', parameters: [], ...properties },
    { completed, failed },
  );
const withSub = (...states: State[]) => [{ name: 'greeting', sid: SUB, definition: flowOf(...states) }];
const problems = () => stage.studio.executions()[0]?.problems.map(({ code, message: text }) => `${code} ${text}`);

test('parameters go in, variables come out, and all steps are those of one execution', async () => {
  await open({
    own: flowOf(
      runs({ parameters: [{ key: 'who', value: '{{trigger.conversation.Body}}' }] }, 'after'),
      message('after', '{{widgets.sub.greeting}}, {{flow.variables.greeting}}, {{trigger.parent.parameters.who}}'),
    ),
    more: withSub(set('greet', [{ key: 'greeting', value: 'Hello {{trigger.parent.parameters.who}}' }])),
  });
  const log = await stage.say('Ada', 'own');
  expect(steps(log)).toEqual([
    'Trigger:incomingConversationMessage',
    'Trigger:incomingParent',
    'greet:next',
    'sub:completed',
    'after:sent',
  ]);
  expect(log.steps.map(({ flowSid }) => flowSid === SUB)).toEqual([false, true, true, false, false]);
  expect(stage.ports.messages.map(({ body }) => body)).toEqual(['Hello Ada, , ']);
  expect(stage.studio.executions()).toHaveLength(1);
});

test('a sub-flow sees what triggered its parent, who its parent is, and none of its variables and widgets', async () => {
  await open({
    own: flowOf(set('before', [{ key: 'secret', value: 'x' }], 'sub'), runs({})),
    more: withSub(message('say', '{{trigger | to_json}}|{{flow | to_json}}|{{widgets | to_json}}')),
  });
  const log = await stage.say('Hello', 'own');
  const [trigger, flow, widgets] = (stage.ports.messages[0]?.body ?? '').split('|').map((text) => JSON.parse(text));
  expect(trigger.conversation.Body).toBe('Hello');
  expect(trigger.parent).toEqual({
    parameters: {},
    flow_sid: log.flowSid,
    execution_sid: log.sid,
    step_sid: log.steps.at(-1)?.sid,
    trigger_type: 'incomingConversationMessage',
  });
  expect(flow).toEqual({ sid: log.sid, flow_sid: SUB, channel: { address: log.flowSid }, data: {}, variables: {} });
  expect(widgets).toEqual({});
});

test('a sub-flow waits for a reply, and its parent goes on after it', async () => {
  const ask = state(
    'ask',
    'send-and-wait-for-reply',
    { from: '', body: 'Who?', timeout: '60' },
    {
      incomingMessage: 'keep',
      timeout: 'silent',
    },
  );
  await open({
    own: flowOf(runs({}, 'after'), message('after', 'Thank you, {{widgets.sub.name}}')),
    more: withSub(
      ask,
      set('keep', [{ key: 'name', value: '{{widgets.ask.inbound.Body}}' }]),
      set('silent', [{ key: 'name', value: 'whoever you are' }]),
    ),
  });
  expect(await stage.say('Hello', 'own')).toMatchObject({ status: 'active', waitingAt: 'ask' });
  expect(await stage.say('Ada', 'own')).toMatchObject({ status: 'ended', problems: [] });
  await stage.say('Hello', 'own');
  await stage.advance(60_000);
  expect(stage.ports.messages.map(({ body }) => body)).toEqual([
    'Who?',
    'Thank you, Ada',
    'Who?',
    'Thank you, whoever you are',
  ]);
});

test('a parameter and a variable may be JSON; only simple values come back, unless Twilio is otherwise', async () => {
  const flows = {
    own: flowOf(
      runs({ parameters: [{ key: 'order', value: '{"id":7}', parse_as_json: true }] }, 'after'),
      message('after', 'id {{widgets.sub.id}}, order {{widgets.sub.order.id}}'),
    ),
    more: withSub(
      set('keep', [
        { key: 'id', value: '{{trigger.parent.parameters.order.id}}' },
        { key: 'order', value: '{"id":8}', parse_as_json: true },
      ]),
    ),
  };
  await open(flows);
  const log = await stage.say('Hello', 'own');
  expect(stage.ports.messages.map(({ body }) => body)).toEqual(['id 7, order ']);
  expect(log.problems).toMatchObject([{ code: null, widget: 'sub', message: expect.stringContaining('"order"') }]);
  await stage.stop();
  await open({ ...flows, assumptions: { subflowReturnsObjects: true } });
  await stage.say('Hello', 'own');
  expect(stage.ports.messages.map(({ body }) => body)).toEqual(['id 7, order 8']);
});

test('a revision is named by its number, or is what is published', async () => {
  await open({ own: flowOf(runs({ flow_revision: '1' })), more: withSub(message('say', 'first')) });
  await stage.rest((client) =>
    client.studio.v2.flows(SUB).update({ status: 'published', definition: flowOf(message('say', 'second')) }),
  );
  await stage.rest((client) =>
    client.studio.v2.flows(SUB).update({ status: 'draft', definition: flowOf(message('say', 'third')) }),
  );
  for (const flow_revision of ['1', 'LatestPublished', 'LatestDraft', '3', '2']) {
    await stage.rest((client) =>
      client.studio.v2
        .flows(stage.studio.flows().own ?? '')
        .update({ status: 'published', definition: flowOf(runs({ flow_revision })) }),
    );
    await stage.say('Hello', 'own');
  }
  expect(stage.ports.messages.map(({ body }) => body)).toEqual(['first', 'second', 'second', 'third', 'second']);
});

test.each([
  ['an unknown flow', { flow_sid: `FW${'9'.repeat(32)}` }, `81024 There is no flow FW${'9'.repeat(32)}`],
  ['a revision that is not there', { flow_revision: '7' }, `81024 There is no flow ${SUB}`],
  ['a revision of no known name', { flow_revision: 'Newest' }, '81021 flow_revision must be a number'],
])('%s takes failed', async (_, properties, problem) => {
  await open({ own: flowOf(runs(properties, undefined, 'sorry'), message('sorry', 'Sorry')), more: withSub() });
  expect(steps(await stage.say('Hello', 'own')).slice(1)).toEqual(['sub:failed', 'sorry:sent']);
  expect(problems()).toEqual([expect.stringContaining(problem)]);
});

test('a flow that was never published takes failed', async () => {
  await open({ own: flowOf(runs({})) });
  const draft = await stage.rest((client) =>
    client.studio.v2.flows.create({ friendlyName: 'draft', status: 'draft', definition: flowOf(message('say', 'x')) }),
  );
  await stage.rest((client) =>
    client.studio.v2
      .flows(stage.studio.flows().own ?? '')
      .update({ status: 'published', definition: flowOf(runs({ flow_sid: draft.sid, flow_revision: 'LatestDraft' })) }),
  );
  expect(steps(await stage.say('Hello', 'own')).slice(1)).toEqual(['sub:failed']);
});

test('a sub-flow cannot run a sub-flow', async () => {
  await open({ own: flowOf(runs({}, 'after'), message('after', 'x')), more: withSub(runs({})) });
  expect(steps(await stage.say('Hello', 'own')).slice(1)).toEqual([
    'Trigger:incomingParent',
    'sub:failed',
    'sub:completed',
    'after:sent',
  ]);
  expect(problems()).toEqual(['81024 A sub-flow cannot run a sub-flow']);
});

test('steps of sub-flows count, and a loop through a sub-flow ends', async () => {
  await open({ own: flowOf(runs({}, 'sub')), more: withSub(message('say', 'x')), limits: { steps: 7 } });
  expect((await stage.say('Hello', 'own')).steps).toHaveLength(7);
  expect(problems()).toEqual(['81000 The execution reached its maximum of 7 steps']);
  await stage.stop();
  await open({ own: flowOf(runs({}, 'sub')), more: withSub(message('say', 'x')) });
  await stage.say('Hello', 'own');
  expect(stage.ports.messages).toHaveLength(9);
  expect(problems()).toEqual([expect.stringContaining('81001')]);
});

test('the widgets of all sub-flows count', async () => {
  await open({ own: flowOf(runs({})), more: withSub(message('say', 'x')), limits: { widgets: 3 } });
  expect(steps(await stage.say('Hello', 'own')).slice(1)).toEqual(['sub:failed']);
  expect(problems()).toEqual(['81026 The flow and its sub-flows have 4 widgets, more than 3']);
});
