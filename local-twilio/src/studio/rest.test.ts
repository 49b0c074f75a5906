import { checkRequests } from '../../../test/testing/openapi';
import { flowOf, Stage, state, steps } from './testing/stage';

let stage: Stage;

const ask = flowOf(
  state('ask', 'send-and-wait-for-reply', { from: '', body: 'And?', timeout: '600' }, { incomingMessage: undefined }),
);
const say = flowOf(state('say', 'send-message', { from: '', body: 'Bye' }, { sent: undefined }));
const broken = flowOf(state('say', 'send-message', { from: '', body: 'Bye' }, { sent: 'nobody' }));

beforeEach(async () => {
  stage = await new Stage({ own: ask }).start();
});

afterEach(async () => {
  // The specification calls the definition an object; in a form it is JSON text.
  const problems = checkRequests(stage.requests.all()).filter(
    (line) => !line.endsWith('form/Definition must be object'),
  );
  await stage.stop();
  expect(problems).toEqual([]);
});

const flowSid = () => stage.studio.flows().own ?? '';

test('flows are listed without and fetched with their definition', async () => {
  const list = await stage.rest((client) => client.studio.v2.flows.list());
  expect(list.map(({ friendlyName, definition }) => [friendlyName, definition])).toEqual([
    ['chat-to-flex', null],
    ['voice-relay-to-flex', null],
    ['voice-relay-widget-to-flex', null],
    ['own', null],
  ]);
  const flow = await stage.rest((client) => client.studio.v2.flows(flowSid()).fetch());
  expect(flow).toMatchObject({ sid: flowSid(), status: 'published', revision: 1, valid: true, definition: ask });
});

test('a flow that is not there is answered with 404', async () => {
  const missing = stage.rest((client) => client.studio.v2.flows(`FW${'0'.repeat(32)}`).fetch());
  await expect(missing).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('a flow is created, and runs from then on', async () => {
  const flow = await stage.rest((client) =>
    client.studio.v2.flows.create({
      friendlyName: 'new',
      status: 'published',
      definition: say,
      commitMessage: 'First',
    }),
  );
  expect(flow).toMatchObject({ friendlyName: 'new', revision: 1, commitMessage: 'First', definition: say, errors: [] });
  expect(steps(await stage.say('Hello', 'new'))).toEqual(['Trigger:incomingConversationMessage', 'say:sent']);
});

test('a draft changes nothing that runs until it is published', async () => {
  const flows = (status: 'draft' | 'published', definition?: unknown) =>
    stage.rest((client) => client.studio.v2.flows(flowSid()).update({ status, definition }));
  expect(await flows('draft', say)).toMatchObject({ status: 'draft', revision: 2, definition: say });
  expect((await stage.say('Hello', 'own')).waitingAt).toBe('ask');
  await stage.say('Reply', 'own');
  expect(await flows('published')).toMatchObject({ status: 'published', revision: 3, definition: say });
  expect(steps(await stage.say('Hello', 'own')).at(-1)).toBe('say:sent');
});

test('a running execution keeps the revision that it began with', async () => {
  await stage.say('Hello', 'own');
  await stage.rest((client) => client.studio.v2.flows(flowSid()).update({ status: 'published', definition: say }));
  expect(steps(await stage.say('Reply', 'own')).at(-1)).toBe('ask:incomingMessage');
});

test('an invalid draft is kept with its errors, and cannot be published', async () => {
  const draft = await stage.rest((client) =>
    client.studio.v2.flows.create({ friendlyName: 'new', status: 'draft', definition: broken }),
  );
  expect(draft).toMatchObject({ valid: false, errors: [{ property_path: '#/states/1/transitions/0/next' }] });
  const publish = stage.rest((client) => client.studio.v2.flows(draft.sid).update({ status: 'published' }));
  await expect(publish).rejects.toMatchObject({ status: 400, code: 81022 });
  expect((await stage.rest((client) => client.studio.v2.flows(draft.sid).fetch())).revision).toBe(1);
});

test('Flows/Validate accepts the flow of this project and names the errors of another', async () => {
  const chat = await stage.rest((client) => client.studio.v2.flows(stage.studio.flows()['chat-to-flex'] ?? '').fetch());
  const validate = (definition: unknown) =>
    stage.rest((client) =>
      client.studio.v2.flowValidate.update({ friendlyName: 'x', status: 'published', definition }),
    );
  expect(await validate(chat.definition)).toMatchObject({ valid: true });
  await expect(validate(broken)).rejects.toMatchObject({
    status: 400,
    code: 81022,
    details: {
      errors: [{ property_path: '#/states/1/transitions/0/next', message: 'must name a widget of the flow: nobody' }],
    },
  });
  expect(Object.keys(stage.studio.flows())).toEqual([
    'chat-to-flex',
    'voice-relay-to-flex',
    'voice-relay-widget-to-flex',
    'own',
  ]);
});

test('executions are listed newest first, with their steps and context', async () => {
  await stage.say('Hello', 'own');
  const ended = await stage.say('Reply', 'own');
  const waiting = await stage.say('Hello again', 'own');

  const list = await stage.rest((client) => client.studio.v2.flows(flowSid()).executions.list());
  expect(list.map(({ sid, status, contactChannelAddress }) => ({ sid, status, contactChannelAddress }))).toEqual([
    { sid: waiting.sid, status: 'active', contactChannelAddress: waiting.conversationSid },
    { sid: ended.sid, status: 'ended', contactChannelAddress: ended.conversationSid },
  ]);
  const early = await stage.rest((client) =>
    client.studio.v2.flows(flowSid()).executions.list({ dateCreatedTo: new Date('2020-01-01T00:00:00Z') }),
  );
  expect(early).toEqual([]);

  const list2 = await stage.rest((client) => client.studio.v2.flows(flowSid()).executions(ended.sid).steps.list());
  expect(list2.map(({ name, transitionedFrom, transitionedTo }) => [name, transitionedFrom, transitionedTo])).toEqual([
    ['incomingMessage', 'ask', 'Ended'],
    ['incomingConversationMessage', 'Trigger', 'ask'],
  ]);
  const step = await stage.rest((client) =>
    client.studio.v2
      .flows(flowSid())
      .executions(ended.sid)
      .steps(list2[0]?.sid ?? '')
      .fetch(),
  );
  expect(step.context.widgets.ask.inbound.Body).toBe('Reply');

  const context = await stage.rest((client) =>
    client.studio.v2.flows(flowSid()).executions(ended.sid).executionContext().fetch(),
  );
  expect(context.context.trigger.conversation.Body).toBe('Hello');
  expect(context.context.flow).toMatchObject({ sid: ended.sid, flow_sid: flowSid() });
});

test('an execution can be ended, and the next message starts a new one', async () => {
  const first = await stage.say('Hello', 'own');
  const execution = await stage.rest((client) =>
    client.studio.v2.flows(flowSid()).executions(first.sid).update({ status: 'ended' }),
  );
  expect(execution.status).toBe('ended');
  stage.kernel.clock.advance(600_000);
  expect(first.steps).toHaveLength(1);
  expect((await stage.say('Hello', 'own')).sid).not.toBe(first.sid);
});

test('an execution of another flow is not found', async () => {
  const { sid } = await stage.say('Hello', 'own');
  const other = stage.studio.flows()['chat-to-flex'] ?? '';
  const missing = stage.rest((client) => client.studio.v2.flows(other).executions(sid).fetch());
  await expect(missing).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('every save makes a revision, which is kept; a draft does not replace what is published', async () => {
  const update = (status: 'draft' | 'published', definition: unknown, commitMessage?: string) =>
    stage.rest((client) => client.studio.v2.flows(flowSid()).update({ status, definition, commitMessage }));
  const revision = (number: string) =>
    stage.rest((client) => client.studio.v2.flows(flowSid()).revisions(number).fetch());
  await update('published', say, 'Second');
  await update('draft', ask);
  expect(await revision('1')).toMatchObject({ revision: 1, status: 'published', definition: ask });
  expect(await revision('LatestPublished')).toMatchObject({ revision: 2, commitMessage: 'Second', definition: say });
  expect(await revision('LatestRevision')).toMatchObject({ revision: 3, status: 'draft', commitMessage: null });
  expect(await revision('LatestDraft')).toMatchObject({ revision: 3 });
  await expect(revision('4')).rejects.toMatchObject({ status: 404, code: 20404 });
  await expect(revision('Newest')).rejects.toMatchObject({ status: 400, code: 81021 });
});

test('the revisions of a flow are listed newest first, without their definition', async () => {
  await stage.rest((client) => client.studio.v2.flows(flowSid()).update({ status: 'draft' }));
  // The helper library's own list() throws a TypeError whatever comes back.
  const { body } = await stage.rest((client) =>
    client.request({ method: 'get', uri: `https://studio.twilio.com/v2/Flows/${flowSid()}/Revisions?PageSize=20` }),
  );
  const revisions = (body as { revisions: { revision: number; status: string; definition: unknown }[] }).revisions;
  expect(revisions.map(({ revision, status, definition }) => [revision, status, definition])).toEqual([
    [2, 'draft', null],
    [1, 'published', null],
  ]);
});

test('a flow that was never published has no published revision', async () => {
  const draft = await stage.rest((client) =>
    client.studio.v2.flows.create({ friendlyName: 'new', status: 'draft', definition: say }),
  );
  const published = stage.rest((client) => client.studio.v2.flows(draft.sid).revisions('LatestPublished').fetch());
  await expect(published).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('a flow that was removed is gone', async () => {
  const sid = flowSid();
  expect(await stage.rest((client) => client.studio.v2.flows(sid).remove())).toBe(true);
  await expect(stage.rest((client) => client.studio.v2.flows(sid).fetch())).rejects.toMatchObject({ status: 404 });
});

test('an execution is started by REST, with parameters for Liquid', async () => {
  const noted = flowOf(
    state('note', 'set-variables', { variables: [{ key: 'name', value: '{{flow.data.name}}' }] }, { next: undefined }),
  );
  const flow = await stage.rest((client) =>
    client.studio.v2.flows.create({ friendlyName: 'new', status: 'published', definition: noted }),
  );
  const paused = stage.paused();
  const executions = (client: Parameters<Parameters<typeof stage.rest>[0]>[0]) =>
    client.studio.v2.flows(flow.sid).executions;
  const started = await stage.rest((client) =>
    executions(client).create({ to: '+15005550001', from: '+15005550002', parameters: { name: 'Zeke' } }),
  );
  expect(started).toMatchObject({ status: 'active', contactChannelAddress: '+15005550001', flowSid: flow.sid });
  await paused;
  const { context } = await stage.rest((client) => executions(client)(started.sid).executionContext().fetch());
  expect(context.flow).toMatchObject({ variables: { name: 'Zeke' }, channel: { address: '+15005550002' } });
  const [last] = await stage.rest((client) => executions(client)(started.sid).steps.list());
  const step = await stage.rest((client) =>
    executions(client)(started.sid)
      .steps(last?.sid ?? '')
      .stepContext()
      .fetch(),
  );
  expect(step.context.flow.variables).toEqual({ name: 'Zeke' });
});
