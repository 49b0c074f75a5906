import { TwilioError } from '../../http/errors';
import { flowOf, Stage, type StageOptions, state, steps } from '../testing/stage';

let stage: Stage;

async function open(options: StageOptions): Promise<Stage> {
  stage = await new Stage(options).start();
  return stage;
}

afterEach(() => stage.stop());

const message = (name: string, properties: Record<string, unknown>) =>
  state(
    name,
    'send-message',
    { from: '{{flow.channel.address}}', ...properties },
    { sent: undefined, failed: undefined },
  );
const toFlex = (properties: Record<string, unknown>) =>
  state('flex', 'send-to-flex', { workflow: 'WW1', channel: 'TC1', ...properties }, { callComplete: undefined });
const outputs = (name: string) => stage.studio.executions()[0]?.steps.at(-1)?.context.widgets[name];
const problems = () => stage.studio.executions()[0]?.problems.map(({ code, message: text }) => `${code} ${text}`);

describe('send-message', () => {
  test('leaves the message that was sent', async () => {
    await open({ own: flowOf(message('say', { body: 'Hi', attributes: '{"a":1}' })) });
    const log = await stage.say('Hello', 'own');
    expect(outputs('say')).toEqual({
      outbound: { Sid: `IM${'e'.repeat(32)}`, Body: 'Hi', From: 'system', To: log.conversationSid, Status: 'sent' },
    });
    expect(stage.ports.messages[0]?.attributes).toBe('{"a":1}');
  });

  test('may have the author that `from` names (assumption)', async () => {
    await open({ own: flowOf(message('say', { body: 'Hi' })), assumptions: { studioMessageAuthor: 'from' } });
    const log = await stage.say('Hello', 'own');
    expect(stage.ports.messages[0]?.author).toBe(log.flowSid);
  });

  test('fails when Liquid leaves nothing to say', async () => {
    await open({ own: flowOf(message('say', { body: '{{flow.variables.nothing}}' })) });
    expect(steps(await stage.say('Hello', 'own')).at(-1)).toBe('say:failed');
    expect(problems()).toEqual(['81011 Failed to send message: the body is empty']);
  });

  test('fails for what it cannot send, and says so', async () => {
    await open({ own: flowOf(message('say', { message_type: 'content_template', content_sid: 'HX1' })) });
    expect(steps(await stage.say('Hello', 'own')).at(-1)).toBe('say:failed');
    expect(problems()).toEqual(['81011 The local Twilio sends neither content templates nor media from Studio']);
  });
});

describe('split-based-on', () => {
  const condition = (type: string, value: string, subject = '{{trigger.conversation.Body}}') => ({
    friendly_name: type,
    arguments: [subject],
    type,
    value,
  });
  const split = (...matches: { next: string; conditions: ReturnType<typeof condition>[] }[]) => ({
    name: 'split',
    type: 'split-based-on',
    transitions: [{ event: 'noMatch' }, ...matches.map((match) => ({ event: 'match', ...match }))],
    properties: { input: '{{trigger.conversation.Body}}' },
  });
  const first = message('first', { body: '1' });
  const second = message('second', { body: '2' });

  test('takes the first match of several', async () => {
    const conditions = [condition('contains', 'bill')];
    await open({ own: flowOf(split({ next: 'first', conditions }, { next: 'second', conditions }), first, second) });
    expect(steps(await stage.say('My Bill', 'own')).slice(1)).toEqual(['split:match', 'first:sent']);
  });

  test('wants every condition of a match to hold', async () => {
    const both = [condition('contains', 'bill'), condition('is_blank', '', '{{flow.variables.topic}}')];
    const neither = [condition('contains', 'bill'), condition('is_not_blank', '', '{{flow.variables.topic}}')];
    await open({
      own: flowOf(split({ next: 'first', conditions: neither }, { next: 'second', conditions: both }), first, second),
    });
    expect(steps(await stage.say('bill', 'own')).slice(1)).toEqual(['split:match', 'second:sent']);
  });

  test('ends with error 81005 when nothing matches and noMatch leads nowhere', async () => {
    await open({ own: flowOf(split({ next: 'first', conditions: [condition('equal_to', 'x')] }), first) });
    const log = await stage.say('y', 'own');
    expect(steps(log).slice(1)).toEqual(['split:noMatch']);
    expect(log.problems.map(({ code }) => code)).toEqual([81005]);
  });
});

describe('set-variables', () => {
  test('casts by type and keeps what is not JSON out', async () => {
    const variables = [
      { key: 'text', value: '{"a":1}' },
      { key: 'object', value: '{"a":1}', type: 'json_object' },
      { key: 'parsed', value: '[1]', parse_as_json: true },
      { key: 'bad', value: 'no', type: 'json_object' },
    ];
    await open({ own: flowOf(state('set', 'set-variables', { variables }, { next: undefined })) });
    await stage.say('Hello', 'own');
    expect(outputs('set')).toEqual({ text: '{"a":1}', object: { a: 1 }, parsed: [1] });
    expect(problems()).toEqual(['81027 The variable "bad" is not JSON and was not set']);
  });

  test('renders all variables before it sets any', async () => {
    const variables = [
      { key: 'a', value: 'new' },
      { key: 'b', value: '[{{flow.variables.a}}]' },
    ];
    await open({ own: flowOf(state('set', 'set-variables', { variables }, { next: undefined })) });
    await stage.say('Hello', 'own');
    expect(outputs('set')).toEqual({ a: 'new', b: '[]' });
  });
});

describe('run-function', () => {
  /** The address is the one that this stage gives the Functions, which is known when it runs. */
  const call = (url: string) =>
    state('call', 'run-function', { url, parameters: [] }, { success: undefined, fail: undefined });
  const here = call('https://{{trigger.conversation.Body}}/lookup');
  const ask = () => stage.say(new URL(stage.functionsUrl).host, 'own');

  test('leaves status, type, body and the parsed JSON', async () => {
    await open({ own: flowOf(here) });
    stage.functions.answer('/lookup', { body: { a: [1] } });
    expect(steps(await ask()).at(-1)).toBe('call:success');
    expect(outputs('call')).toEqual({
      status_code: 200,
      content_type: 'application/json; charset=utf-8',
      body: '{"a":[1]}',
      parsed: { a: [1] },
    });
    expect(stage.functions.calls).toEqual([{ path: '/lookup', params: {}, signed: true }]);
  });

  test('parses nothing but application/json', async () => {
    await open({ own: flowOf(here) });
    stage.functions.answer('/lookup', { body: '{"a":1}', contentType: 'text/plain' });
    await ask();
    expect(outputs('call')).toEqual({ status_code: 200, content_type: 'text/plain', body: '{"a":1}' });
  });

  test('parses nothing that only calls itself JSON', async () => {
    await open({ own: flowOf(here) });
    stage.functions.answer('/lookup', { body: '{oops', contentType: 'application/json' });
    expect(steps(await ask()).at(-1)).toBe('call:success');
    expect(outputs('call')).toEqual({ status_code: 200, content_type: 'application/json', body: '{oops' });
  });

  test('counts a redirect as success and does not follow it', async () => {
    await open({ own: flowOf(here) });
    stage.functions.answer('/lookup', { status: 302, body: '' });
    expect(steps(await ask()).at(-1)).toBe('call:success');
  });

  test.each([400, 404, 500])('fails on %i and keeps the answer', async (status) => {
    await open({ own: flowOf(here) });
    stage.functions.answer('/lookup', { status, body: { error: { code: 'x' } } });
    expect(steps(await ask()).at(-1)).toBe('call:fail');
    expect(outputs('call')).toMatchObject({ status_code: status, parsed: { error: { code: 'x' } } });
    expect(problems()).toEqual([`81017 The Function answered ${status}`]);
  });

  test('fails without an answer in time, and keeps nothing', async () => {
    await open({ own: flowOf(here), limits: { functionMs: 30 } });
    stage.functions.answer('/lookup', { status: 0, body: '' });
    expect(steps(await ask()).at(-1)).toBe('call:fail');
    expect(outputs('call')).toBeUndefined();
    expect(problems()).toEqual(['81017 The Function did not answer: No answer within 30 ms']);
  });

  test('fails and tells the developer when nobody said where the Functions are', async () => {
    await open({ own: flowOf(call('https://flex-handoff-1234.twil.io/lookup')), functions: false });
    expect(steps(await stage.say('Hello', 'own')).at(-1)).toBe('call:fail');
    expect(stage.said).toEqual([
      'Studio, widget "call": https://flex-handoff-1234.twil.io/lookup cannot be called, since no functions URL was given (--functions-url). It takes "fail"',
    ]);
  });

  test('never calls anything but the Functions', async () => {
    await open({ own: flowOf(call('https://flex-handoff-1234.twil.io/lookup')) });
    expect(steps(await stage.say('Hello', 'own')).at(-1)).toBe('call:fail');
    expect(stage.said[0]).toContain('is not at the Functions, which are at 127.0.0.1:');
    expect(stage.requests.all()).toEqual([]);
  });
});

describe('send-to-flex', () => {
  test('leaves the interaction', async () => {
    await open({ own: flowOf(toFlex({})) });
    expect(steps(await stage.say('Hello', 'own')).at(-1)).toBe('flex:callComplete');
    const sid = `KD${'d'.repeat(32)}`;
    expect(outputs('flex')).toEqual({
      sid,
      channel: { sid: 'UO1' },
      routing: { properties: {} },
      url: `https://flex-api.twilio.com/v1/Interactions/${sid}`,
    });
    expect(stage.ports.interactions[0]?.routing?.properties).toEqual({
      workspace_sid: stage.kernel.account.workspaceSid,
      workflow_sid: 'WW1',
      task_channel_sid: 'TC1',
      attributes: {},
      priority: 0,
      timeout: 3600,
    });
  });

  test.each([
    [true, ['flex:callComplete', 'after:sent']],
    [false, ['flex:callComplete']],
  ])('goes on at once: %s', async (sendToFlexContinues, taken) => {
    const flex = { ...toFlex({}), transitions: [{ event: 'callComplete', next: 'after' }] };
    await open({ own: flowOf(flex, message('after', { body: 'Done' })), assumptions: { sendToFlexContinues } });
    const log = await stage.say('Hello', 'own');
    expect(steps(log).slice(1)).toEqual(taken);
    expect(log.status).toBe('ended');
    expect(log.steps.at(-1)?.next).toBeNull();
    expect(log.steps.at(-1)?.context.widgets.flex).toMatchObject({ sid: `KD${'d'.repeat(32)}` });
    expect(stage.ports.interactions).toHaveLength(1);
  });

  test('may take Studio off the conversation (assumption)', async () => {
    await open({ own: flowOf(toFlex({})), assumptions: { studioLeavesAtSendToFlex: true } });
    const log = await stage.say('Hello', 'own');
    expect(stage.ports.webhooksRemovedFrom).toEqual([log.conversationSid]);
  });

  test.each([
    [
      'attributes of 1,025 characters',
      { attributes: JSON.stringify({ a: 'x'.repeat(1017) }) },
      /1025 characters, more than 1024/,
    ],
    ['attributes that are not JSON', { attributes: '{"name": "Ada"Lovelace"}' }, /not JSON/],
    ['attributes that are a list', { attributes: '[1]' }, /not a JSON object/],
    ['a priority that is no number', { priority: 'high' }, /priority "high" is not a whole number/],
    ['a timeout above two weeks', { timeout: '1209601' }, /more than 1209600 seconds/],
  ])('fails to enqueue %s', async (_, properties, why) => {
    await open({ own: flowOf(toFlex(properties)) });
    expect(steps(await stage.say('Hello', 'own')).at(-1)).toBe('flex:failedToEnqueue');
    expect(stage.ports.interactions).toEqual([]);
    expect(problems()).toEqual([expect.stringMatching(why)]);
  });

  test.each(['failedToEnqueue', 'callFailure'] as const)('takes %s when Flex fails (assumption)', async (event) => {
    await open({ own: flowOf(toFlex({})), assumptions: { sendToFlexWhenFlexFails: event } });
    stage.ports.interactionError = new TwilioError(503, 20503, 'Flex is down');
    expect(steps(await stage.say('Hello', 'own')).at(-1)).toBe(`flex:${event}`);
    expect(problems()).toEqual(['81015 No task was created: Flex is down']);
  });

  test('takes attributes of exactly 1,024 characters', async () => {
    await open({ own: flowOf(toFlex({ attributes: JSON.stringify({ a: 'x'.repeat(1016) }) })) });
    expect(steps(await stage.say('Hello', 'own')).at(-1)).toBe('flex:callComplete');
  });
});
