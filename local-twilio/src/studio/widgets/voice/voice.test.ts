import { CALL } from '../../testing/recording-voice';
import { callFlowOf, flowOf, Stage, type StageOptions, state, steps } from '../../testing/stage';

let stage: Stage;

const open = async (options: StageOptions) => {
  stage = await new Stage(options).start();
};

afterEach(() => stage.stop());

const outputs = (name: string) => stage.studio.executions()[0]?.steps.at(-1)?.context.widgets[name];
const problems = () => stage.studio.executions()[0]?.problems.map(({ code, message }) => `${code} ${message}`);
const over = { why: 'over' as const, parameters: { CallStatus: 'completed' } };
const say = (next?: string) => state('talk', 'say-play', { say: 'Hello' }, { audioComplete: next });

describe('a call', () => {
  test('starts a flow, which has its parameters, and is hung up when the flow has ended', async () => {
    await open({ own: callFlowOf(state('talk', 'say-play', { say: '{{trigger.call.CallerCity}}' }, {})) });
    stage.voice.answers.push({ why: 'through' });
    const log = await stage.call({ CallerCity: 'Graz' });
    expect(steps(log)).toEqual(['Trigger:incomingCall', 'talk:audioComplete']);
    expect(log.steps[0]?.context).toMatchObject({
      trigger: { call: { CallSid: CALL, From: '+14155550100', CallStatus: 'ringing' } },
      contact: { channel: { address: '+14155550100' } },
      flow: { channel: { address: '+15005550006' }, flow_sid: log.flowSid },
    });
    expect(stage.voice.documents).toEqual(['<Response><Say>Graz</Say></Response>']);
    expect(stage.voice.hungUp).toEqual([CALL]);
  });

  test('is not taken by a flow that is not there', async () => {
    await open({});
    expect(stage.studio.incomingCall('FW1', { CallSid: CALL })).toBe(false);
  });

  test('that the caller ends ends the execution, within a sub-flow too', async () => {
    const sid = `FW${'1'.repeat(32)}`;
    const run = state('sub', 'run-subflow', { flow_sid: sid, flow_revision: 'LatestPublished' }, { completed: 'talk' });
    await open({ own: callFlowOf(run, say()), more: [{ name: 'sub', sid, definition: flowOf(say()) }] });
    stage.voice.answers.push(over);
    expect(steps(await stage.call())).toEqual(['Trigger:incomingCall', 'Trigger:incomingParent', 'talk:hangup']);
  });

  test('may come to the same widget as often as it likes, since somebody is waited for each time', async () => {
    await open({ own: callFlowOf(say('talk')) });
    for (let round = 0; round < 20; round += 1) stage.voice.answers.push({ why: 'through' });
    stage.voice.answers.push(over);
    expect((await stage.call()).steps).toHaveLength(22);
    expect(problems()).toEqual([]);
  });

  test('is needed by widgets of calls', async () => {
    await open({ own: flowOf(say('more'), state('more', 'say-play', { say: 'x' }, {})) });
    const log = await stage.say('Hello', 'own');
    expect(log.status).toBe('ended');
    expect(problems()).toEqual(['81020 A widget of type say-play cannot run: no call started it']);
  });
});

describe('say-play', () => {
  test.each([
    [
      'words',
      { say: 'Fish & "chips" <3', voice: 'Polly.Vicki', language: '{{contact.none}}', loop: 2 },
      '<Say voice="Polly.Vicki" loop="2">Fish &amp; &quot;chips&quot; &lt;3</Say>',
    ],
    [
      'a recording',
      { play: 'https://example.com/a.mp3?b=1&c=2' },
      '<Play>https://example.com/a.mp3?b=1&amp;c=2</Play>',
    ],
    ['tones', { digits: 'ww12' }, '<Play digits="ww12"/>'],
  ])('plays %s', async (_, properties, twiml) => {
    await open({ own: callFlowOf(state('talk', 'say-play', properties, {})) });
    stage.voice.answers.push({ why: 'through' });
    await stage.call();
    expect(stage.voice.documents).toEqual([`<Response>${twiml}</Response>`]);
  });

  test('says nothing where Liquid leaves nothing, and goes on', async () => {
    await open({ own: callFlowOf(state('talk', 'say-play', { say: '{{flow.variables.none}}' }, {})) });
    stage.voice.answers.push({ why: 'through' });
    expect(steps(await stage.call()).at(-1)).toBe('talk:audioComplete');
    expect(stage.voice.documents).toEqual(['<Response/>']);
  });

  test('a request with FlowEvent=return that nobody waits for ends the execution', async () => {
    await open({ own: callFlowOf(say('talk')) });
    stage.voice.answers.push({ why: 'flow' });
    expect(steps(await stage.call()).at(-1)).toBe('talk:hangup');
    expect(problems()).toEqual([
      '81002 Unexpected event: the call came back (FlowEvent=return) while "talk" was running',
    ]);
  });
});

describe('gather-input-on-call', () => {
  const gather = (properties: Record<string, unknown>, next: Record<string, string | undefined> = {}) =>
    state('ask', 'gather-input-on-call', { say: 'Well?', ...properties }, next);

  test('asks with what it has', async () => {
    const properties = {
      ...{ loop: 2, timeout: 5, finish_on_key: '#', stop_gather: true, number_of_digits: 1, hints: 'yes,no' },
      ...{ gather_language: 'de-AT', speech_timeout: 'auto', speech_model: 'default', profanity_filter: 'false' },
    };
    await open({ own: callFlowOf(gather(properties)) });
    stage.voice.answers.push({ why: 'through' });
    await stage.call();
    expect(stage.voice.documents).toEqual([
      '<Response><Gather input="dtmf speech" timeout="5" numDigits="1" finishOnKey="#" language="de-AT" hints="yes,no" ' +
        'speechTimeout="auto" speechModel="default" profanityFilter="false"><Say loop="2">Well?</Say></Gather></Response>',
    ]);
  });

  test.each([
    ['keypress', { why: 'answer' as const, parameters: { Digits: '1' } }, { Digits: '1' }],
    ['speech', { why: 'answer' as const, parameters: { SpeechResult: 'Yes' } }, { SpeechResult: 'Yes' }],
    ['timeout', { why: 'through' as const }, undefined],
    ['timeout', { why: 'answer' as const, parameters: { Digits: '' } }, undefined],
  ])('takes %s', async (event, answer, left) => {
    await open({ own: callFlowOf(gather({}, { keypress: undefined, speech: undefined, timeout: undefined })) });
    stage.voice.answers.push(answer);
    expect(steps(await stage.call()).at(-1)).toBe(`ask:${event}`);
    expect(outputs('ask')).toEqual(left);
  });

  test.each([
    [true, undefined, 'dtmf speech'],
    [false, undefined, 'dtmf'],
    [false, 'ask', 'dtmf speech'],
  ])('listens to speech (assumption: %s, wired to %s): %s', async (gatherAlwaysListens, speech, input) => {
    await open({ own: callFlowOf(gather({}, { speech })), assumptions: { gatherAlwaysListens } });
    stage.voice.answers.push({ why: 'through' });
    await stage.call();
    expect(stage.voice.documents[0]).toContain(`<Gather input="${input}">`);
  });
});

describe('add-twiml-redirect', () => {
  const url = 'https://example.com/bot?flow={{flow.flow_sid}}&attempt=1';
  const redirect = (properties: Record<string, unknown> = {}, next: Record<string, string | undefined> = {}) =>
    state('bot', 'add-twiml-redirect', { url, method: 'POST', ...properties }, { return: undefined, ...next });

  test('leaves all parameters of the request that brings the call back', async () => {
    await open({ own: callFlowOf(redirect()) });
    const parameters = { HandoffData: '{"a":"b"}', SessionStatus: 'ended', own: 'x', CallStatus: 'in-progress' };
    const sid = stage.studio.flows().own;
    stage.voice.answers.push({ why: 'flow', parameters, flowSid: sid });
    expect(steps(await stage.call()).at(-1)).toBe('bot:return');
    expect(outputs('bot')).toEqual(parameters);
    expect(stage.voice.documents).toEqual([
      `<Response><Redirect method="POST">https://example.com/bot?flow=${sid}&amp;attempt=1</Redirect></Response>`,
    ]);
  });

  test('takes fail for what is no URL', async () => {
    await open({ own: callFlowOf(redirect({ url: '{{flow.variables.none}}' }, { fail: undefined })) });
    expect(steps(await stage.call()).at(-1)).toBe('bot:fail');
    expect(stage.voice.documents).toEqual([]);
  });

  test.each([
    [
      'comes to its end',
      { why: 'through' as const },
      'The TwiML came to its end without FlowEvent=return: the call ends there',
    ],
    ['comes back to another flow', { why: 'flow' as const, flowSid: 'FW2' }, 'The call came back to FW2'],
  ])('TwiML that %s ends the execution', async (_, answer, why) => {
    await open({ own: callFlowOf(redirect({}, { return: 'talk' }), say()) });
    stage.voice.answers.push(answer);
    expect(steps(await stage.call()).at(-1)).toBe('bot:hangup');
    expect(problems()).toEqual([expect.stringContaining(`null ${why}`)]);
  });

  test.each([
    [false, 'bot:hangup'],
    [true, 'bot:return'],
  ])('a return after the caller hung up is taken (assumption): %s', async (redirectReturnsAfterHangup, step) => {
    await open({ own: callFlowOf(redirect()), assumptions: { redirectReturnsAfterHangup } });
    stage.voice.answers.push({ why: 'flow', parameters: { CallStatus: 'completed' } });
    expect(steps(await stage.call()).at(-1)).toBe(step);
  });

  test('after its time the flow goes on, and the call stays where it is', async () => {
    await open({ own: callFlowOf(redirect({ timeout: '60' }, { timeout: 'talk' }), say()) });
    const began = stage.voice.began();
    const ended = stage.call();
    await began;
    stage.kernel.clock.advance(59_000);
    expect(stage.studio.executions()[0]?.status).toBe('active');
    stage.kernel.clock.advance(1_000);
    expect(steps(await ended)).toEqual(['Trigger:incomingCall', 'bot:timeout', 'talk:hangup']);
    expect(problems()).toEqual(['81020 A widget of type say-play cannot run: the call is elsewhere']);
    expect(stage.voice.hungUp).toEqual([]);
  });
});

describe('send-to-flex', () => {
  const toFlex = (properties: Record<string, unknown> = {}) =>
    state('flex', 'send-to-flex', { workflow: 'WW1', channel: 'TC1', ...properties }, { callComplete: undefined });

  test('puts the call into the queue of the workflow', async () => {
    const attributes = '{"summary": {{trigger.call.CallerName | to_json}}}';
    const wait = { waitUrl: 'https://example.com/wait', waitUrlMethod: 'GET' };
    await open({ own: callFlowOf(toFlex({ attributes, priority: '5', timeout: '300', ...wait })) });
    stage.voice.answers.push({ why: 'answer', parameters: { QueueResult: 'bridged', QueueTime: '7' } });
    expect(steps(await stage.call({ CallerName: 'A & "B"' })).at(-1)).toBe('flex:callComplete');
    expect(outputs('flex')).toEqual({ QueueResult: 'bridged', QueueTime: '7' });
    expect(stage.voice.documents).toEqual([
      '<Response><Enqueue workflowSid="WW1" waitUrl="https://example.com/wait" waitUrlMethod="GET">' +
        '<Task priority="5" timeout="300">{&quot;summary&quot;:&quot;A &amp; \\&quot;B\\&quot;&quot;}</Task></Enqueue></Response>',
    ]);
    expect(stage.ports.interactions).toEqual([]);
  });

  test.each([
    ['leave', 'callComplete', []],
    ['hangup', 'callComplete', []],
    ['error', 'failedToEnqueue', ['81015 The call was not queued: error']],
    ['queue-full', 'failedToEnqueue', ['81015 The call was not queued: queue-full']],
    ['system-error', 'callFailure', ['81015 The call was not queued: system-error']],
  ])('a call that leaves the queue by %s takes %s', async (QueueResult, event, told) => {
    await open({ own: callFlowOf(toFlex()) });
    stage.voice.answers.push({ why: 'answer', parameters: { QueueResult } });
    expect(steps(await stage.call()).at(-1)).toBe(`flex:${event}`);
    expect(outputs('flex')).toEqual({ QueueResult });
    expect(problems()).toEqual(told);
  });

  test('queues no call with attributes of 1,025 characters', async () => {
    await open({ own: callFlowOf(toFlex({ attributes: JSON.stringify({ a: 'x'.repeat(1017) }) })) });
    expect(steps(await stage.call()).at(-1)).toBe('flex:failedToEnqueue');
    expect(stage.voice.documents).toEqual([]);
    expect(problems()).toEqual(['81015 No task was created: the attributes have 1025 characters, more than 1024']);
  });
});

describe('enqueue-call', () => {
  test.each([
    [
      { queue_name: 'support', wait_url: 'https://example.com/w' },
      '<Enqueue waitUrl="https://example.com/w">support</Enqueue>',
    ],
    [
      { workflow_sid: 'WW1', task_attributes: '{"a":1}', priority: 2, timeout: 60 },
      '<Enqueue workflowSid="WW1"><Task priority="2" timeout="60">{&quot;a&quot;:1}</Task></Enqueue>',
    ],
  ])('%j', async (properties, twiml) => {
    await open({ own: callFlowOf(state('wait', 'enqueue-call', properties, { callComplete: undefined })) });
    stage.voice.answers.push({ why: 'answer', parameters: { QueueResult: 'bridged' } });
    expect(steps(await stage.call()).at(-1)).toBe('wait:callComplete');
    expect(stage.voice.documents).toEqual([`<Response>${twiml}</Response>`]);
  });
});

describe('run-conversation-relay', () => {
  const properties = {
    ...{
      url: 'wss://relay.example/relay',
      welcome_greeting: 'Hi',
      tts_provider: 'Google',
      voice: 'v',
      language: 'de-AT',
    },
    ...{ transcription_provider: 'Deepgram', speech_model: 'flux', dtmf_detection: true, interruptible: 'true' },
    parameters: [{ key: 'pass', value: '{{flow.sid | slice: 0, 2}}&' }],
  };
  const relay = state('bot', 'run-conversation-relay', properties, { success: undefined, failed: undefined });

  test('connects the call, and leaves what the session came to', async () => {
    await open({ own: callFlowOf(relay) });
    const parameters = { SessionStatus: 'ended', HandoffData: '{}', SessionId: 'VX1' };
    stage.voice.answers.push({ why: 'answer', parameters });
    expect(steps(await stage.call()).at(-1)).toBe('bot:success');
    expect(outputs('bot')).toEqual(parameters);
    expect(stage.voice.documents).toEqual([
      '<Response><Connect><ConversationRelay url="wss://relay.example/relay" welcomeGreeting="Hi" ttsProvider="Google" ' +
        'voice="v" language="de-AT" transcriptionProvider="Deepgram" speechModel="flux" dtmfDetection="true" ' +
        'interruptible="true"><Parameter name="pass" value="FN&amp;"/></ConversationRelay></Connect></Response>',
    ]);
  });

  test.each([
    [true, 'bot:failed'],
    [false, 'bot:success'],
  ])('a session that is lost is a failure (assumption): %s', async (relayWidgetFailsWhenLost, step) => {
    await open({ own: callFlowOf(relay), assumptions: { relayWidgetFailsWhenLost } });
    stage.voice.answers.push({ why: 'answer', parameters: { SessionStatus: 'failed', ErrorCode: '39001' } });
    expect(steps(await stage.call()).at(-1)).toBe(step);
    expect(outputs('bot')).toMatchObject({ ErrorCode: '39001' });
  });
});
