import { WIDGET_CATALOGUE } from '../../../studio-flows/widget-catalogue';
import { TwilioError } from '../http/errors';
import type { ExecutionLog } from './execution-log';
import { startByRequest } from './execution-start';
import { Execution } from './interpreter';
import { STUDIO_LIMITS } from './limits';
import { StudioLiquid } from './liquid';
import { flowOf, Stage, type StageOptions, state, steps } from './testing/stage';
import { ALL_WIDGETS } from './widgets/all-widgets';

let stage: Stage;

async function open(options: StageOptions): Promise<Stage> {
  stage = await new Stage(options).start();
  return stage;
}

afterEach(() => stage.stop());

const set = (value: string) =>
  flowOf(state('set', 'set-variables', { variables: [{ key: 'all', value }] }, { next: undefined }));
const request = { to: '+15005550001', from: '+15005550002', parameters: { order: { id: 7 }, topic: 'billing' } };
const own = () => stage.studio.flows().own ?? '';

async function start(more: Partial<typeof request> = {}) {
  const paused = stage.paused();
  stage.studio.startByRequest(own(), { ...request, ...more });
  return paused;
}

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof TwilioError) return [error.status, error.code, error.message];
    throw error;
  }
  return undefined;
}

test('an execution that REST starts finds its parameters in flow.data and trigger.request', async () => {
  await open({
    own: set('{{trigger | to_json}}|{{flow.data | to_json}}|{{contact.channel.address}}|{{flow.channel.address}}'),
  });
  const log = await start();
  expect(steps(log)).toEqual(['Trigger:incomingRequest', 'set:next']);
  expect(log).toMatchObject({ conversationSid: null, status: 'ended', problems: [] });
  const [trigger, data, contact, channel] = String(log.steps.at(-1)?.context.flow.variables.all).split('|');
  expect(JSON.parse(trigger ?? '')).toEqual({ request });
  expect(JSON.parse(data ?? '')).toEqual(request.parameters);
  expect([contact, channel]).toEqual([request.to, request.from]);
});

test('without a conversation nothing can be said, and no task is made', async () => {
  const say = state('say', 'send-message', { from: '', body: 'Hi' }, { failed: 'flex' });
  const flex = state('flex', 'send-to-flex', { workflow: 'WW1', channel: 'TC1' }, { failedToEnqueue: undefined });
  await open({ own: flowOf(say, flex) });
  const log = await start();
  expect(steps(log).slice(1)).toEqual(['say:failed', 'flex:failedToEnqueue']);
  expect(log.problems.map(({ code }) => code)).toEqual([81011, 81020]);
});

test('a contact has one execution of a flow at a time', async () => {
  await open({ own: set('x') });
  const first = stage.studio.startByRequest(own(), request);
  expect(errorOf(() => stage.studio.startByRequest(own(), request))).toEqual([
    409,
    20409,
    `Execution ${first.sid} is already active for this contact. End the active Execution before creating a new one`,
  ]);
  await start({ to: '+15005550003' });
  expect(stage.studio.executions()).toHaveLength(2);
});

test('addresses that are too long and flows that are not there are refused', async () => {
  await open({ own: set('x') });
  expect(errorOf(() => stage.studio.startByRequest(own(), { ...request, to: 'x'.repeat(300) }))).toEqual([
    400,
    81023,
    'To and From together have more than 300 bytes',
  ]);
  const nobody = `FW${'0'.repeat(32)}`;
  expect(errorOf(() => stage.studio.startByRequest(nobody, request))).toEqual([
    404,
    20404,
    `The requested resource /v2/Flows/${nobody}/Executions was not found`,
  ]);
});

test('a message that is not one of a conversation starts a flow, and the next one is the reply', async () => {
  const ask = state(
    'ask',
    'send-and-wait-for-reply',
    { from: '', body: 'Hi {{contact.channel.address}}' },
    {
      incomingMessage: 'say',
    },
  );
  const say = state(
    'say',
    'send-message',
    { from: '', body: '{{trigger.message.Body}} {{widgets.ask.inbound.Body}}' },
    {},
  );
  const flow = flowOf(ask, say);
  flow.states[0]?.transitions.push({ event: 'incomingMessage', next: 'ask' });
  await open({ own: flow });
  for (const Body of ['one', 'two']) {
    const paused = stage.paused();
    stage.studio.message(own(), { From: '+15005550001', To: '+15005550002', Body, MessageSid: 'SM1' });
    await paused;
  }
  expect(stage.ports.messages.map(({ body }) => body)).toEqual(['Hi +15005550001', 'one two']);
});

const others = [...WIDGET_CATALOGUE.keys(), 'constructor'].filter((type) => !Object.hasOwn(ALL_WIDGETS, type));

test.each(others)('%s, which is not run here, ends the execution with a problem that names it', async (type) => {
  await open({});
  const log = await new Promise<ExecutionLog>((resolve) => {
    const definition = flowOf(state('other', type, {}, {}));
    const parts = {
      kernel: stage.kernel,
      conversations: stage.ports.conversations,
      flex: stage.ports.flex,
      limits: STUDIO_LIMITS,
      findFlow: () => undefined,
      liquid: new StudioLiquid(stage.kernel.clock),
      listener: { pauses: resolve },
    };
    const widgets = Object.fromEntries(Object.entries(ALL_WIDGETS).map(([name, make]) => [name, make(parts)]));
    new Execution({ sid: 'FW1', friendlyName: 'own', definition }, startByRequest(request), { ...parts, widgets });
  });
  const message = `the local Twilio does not run widgets of type "${type}" (widget "other")`;
  expect(log).toMatchObject({ status: 'ended', problems: [{ code: null, widget: 'other', message }] });
  expect(stage.said).toEqual([`Studio, flow "own" stopped: ${message}`]);
});

test('who watches hears of each widget: it begins, waits, and was left', async () => {
  const ask = state('ask', 'send-and-wait-for-reply', { from: '', body: 'And?' }, { incomingMessage: undefined });
  await open({ own: flowOf(ask) });
  const heard: string[] = [];
  const unwatch = stage.studio.watch({
    enters: (_log, widget) => void heard.push(`enters ${widget}`),
    waits: (_log, widget, { widgets }) => void heard.push(`waits ${widget} ${JSON.stringify(widgets.ask?.outbound)}`),
    leaves: (_log, { widget, event, transition }) => void heard.push(`leaves ${widget} ${event} ${transition}`),
    pauses: ({ status }) => void heard.push(status),
  });
  await stage.say('Hello', 'own');
  await stage.say('Again', 'own');
  unwatch();
  await stage.say('Third', 'own');
  expect(heard).toEqual([
    'enters Trigger',
    'leaves Trigger incomingConversationMessage 0',
    'enters ask',
    expect.stringMatching(/^waits ask .*"Body":"And\?"/),
    'active',
    'leaves ask incomingMessage 0',
    'ended',
  ]);
});
