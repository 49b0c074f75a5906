import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { mintAgentToken } from '../account/agent-token';
import { AgentLine } from './testing/agent-line';
import { VoiceHouse } from './testing/voice-house';

let house: VoiceHouse;

afterEach(async () => {
  const problems = house.problems();
  await house.stop();
  expect(problems).toEqual([]);
});

const response = (verbs: string) => `<Response>${verbs}</Response>`;
const NUMBER = '+15005550006';

async function call(answers: Parameters<typeof VoiceHouse.start>[0], options?: Parameters<typeof VoiceHouse.start>[1]) {
  house = await VoiceHouse.start(answers, options);
  const phone = await house.phone();
  phone.send({ type: 'dial', to: NUMBER });
  return phone;
}

const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { status: number; code: number }) => `${error.status}/${error.code}`,
  );

describe('by REST', () => {
  test('a call is found, listed and ended; then it can’t be redirected', async () => {
    const phone = await call({ '/voice': response('<Pause length="600"/>') });
    await phone.status('ringing');
    const [listed] = await house.rest(({ calls }) => calls.list({ to: NUMBER }));
    const sid = listed?.sid ?? '';
    expect(await house.rest(({ calls }) => calls(sid).fetch())).toMatchObject({
      from: '+12025550143',
      fromFormatted: '(202) 555-0143',
      to: NUMBER,
      direction: 'inbound',
      status: 'ringing',
      startTime: null,
    });
    await house.rest(({ calls }) => calls(sid).update({ status: 'completed' }));
    await phone.status('completed');
    expect(await house.rest(({ calls }) => calls.list({ status: 'ringing' }))).toEqual([]);
    const update = house.rest(({ calls }) => calls(sid).update({ twiml: response('<Say>Late</Say>') }));
    expect(await refused(update)).toBe('400/21220');
    expect(await refused(house.rest(({ calls }) => calls(`CA${'0'.repeat(32)}`).fetch()))).toBe('404/20404');
  });

  test('other TwiML takes the place of what runs, and its end is the call’s', async () => {
    const phone = await call(
      { '/voice': response('<Say>One two three four</Say>'), '/next': response('<Say>Other</Say>') },
      { wordsPerMinute: 600 },
    );
    await phone.until('a word', ({ type }) => type === 'speech');
    const sid = house.twilio.voice.live()[0]?.call.sid ?? '';
    await house.rest(({ calls }) => calls(sid).update({ url: `${house.url}/next` }));
    await phone.status('completed');
    expect(phone.turns).toEqual([expect.stringMatching(/^One.* –$/), 'Other']);
  });

  test('a phone rings, and who takes the call hears its TwiML; the status callback is told of each step', async () => {
    house = await VoiceHouse.start({ '/status': 204 });
    const phone = await house.phone('+12025550100');
    const made = await house.rest(({ calls }) =>
      calls.create({
        from: NUMBER,
        to: '+12025550100',
        twiml: response('<Say>Your lamp is ready</Say>'),
        statusCallback: `${house.url}/status`,
        statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      }),
    );
    expect([made.status, made.direction]).toEqual(['queued', 'outbound-api']);
    expect(await phone.until('rings', ({ type }) => type === 'incoming')).toEqual({ type: 'incoming', from: NUMBER });
    phone.send({ type: 'answer' });
    await phone.status('completed');
    expect(phone.turns).toEqual(['Your lamp is ready']);
    await until(() => house.asked.length === 4);
    expect(house.asked.map(({ parameters }) => [parameters.CallStatus, parameters.SequenceNumber])).toEqual([
      ['queued', '0'],
      ['ringing', '1'],
      ['in-progress', '2'],
      ['completed', '3'],
    ]);
  });

  test('nobody takes it, or does not want it', async () => {
    house = await VoiceHouse.start({});
    const phone = await house.phone('+12025550100');
    const make = (to: string) =>
      house.rest(({ calls }) => calls.create({ from: NUMBER, to, twiml: response('<Hangup/>'), timeout: 20 }));
    const statusOf = async (sid: string) => (await house.rest(({ calls }) => calls(sid).fetch())).status;
    const [away, unwanted] = [await make('+12025550101'), await make('+12025550100')];
    await phone.until('rings', ({ type }) => type === 'incoming');
    phone.send({ type: 'hangUp' });
    await phone.status('busy');
    house.twilio.clock.advance(20_000);
    expect([await statusOf(away.sid), await statusOf(unwanted.sid)]).toEqual(['no-answer', 'busy']);
  });

  test.each([
    [
      'from a number of somebody else',
      { from: '+12025550111', to: '+12025550100', url: 'https://app.example/' },
      '400/21210',
    ],
    ['to what is no number', { from: NUMBER, to: 'nobody', url: 'https://app.example/' }, '400/21211'],
    ['without TwiML', { from: NUMBER, to: '+12025550100' }, '400/21205'],
  ])('a call %s is refused', async (_what, request, error) => {
    house = await VoiceHouse.start({});
    expect(await refused(house.rest(({ calls }) => calls.create(request as never)))).toBe(error);
  });
});

describe('in a queue', () => {
  const enqueue = (task = '{"topic":"lamps"}', more = '') =>
    response(`<Enqueue workflowSid="WORKFLOW" action="/left"><Task timeout="60">${task}</Task></Enqueue>${more}`);
  const answers = (task?: string) => ({
    '/voice': () => enqueue(task).replace('WORKFLOW', house.twilio.account.workflowSid),
    '/left': response('<Say>Bye</Say>'),
  });
  const tasks = () =>
    (house.twilio.taskRouter.state() as { tasks: { sid: string; attributes: object; assignment_status: string }[] })
      .tasks;
  const held = (phone: Awaited<ReturnType<typeof call>>) => phone.until('music', ({ type }) => type === 'hold');

  test('a call is a voice task with the call’s attributes and those of <Task>; who hangs up takes the task away', async () => {
    const phone = await call(answers('{"topic":"lamps","call_sid":"forged"}'));
    await held(phone);
    const [task] = tasks();
    const sid = house.twilio.voice.live()[0]?.call.sid;
    expect(task).toMatchObject({
      task_channel_unique_name: 'voice',
      attributes: {
        call_sid: sid,
        account_sid: house.twilio.account.accountSid,
        from: '+12025550143',
        to: NUMBER,
        direction: 'inbound',
        topic: 'lamps',
      },
    });
    phone.send({ type: 'hangUp' });
    await until(() => house.asked.length === 2);
    expect(house.asked[1]?.parameters).toMatchObject({ QueueResult: 'hangup', CallStatus: 'completed' });
    expect(house.twilio.taskRouter.taskStatus(task?.sid ?? '')).toBe('canceled');
  });

  test.each([true, false])(
    'a task that times out lets its call go when canceledTaskLeavesQueue is %s',
    async (leaves) => {
      const phone = await call(answers(), { assumptions: { canceledTaskLeavesQueue: leaves } });
      await held(phone);
      house.twilio.clock.advance(61_000);
      if (leaves) {
        await phone.status('completed');
        expect(house.asked[1]?.parameters).toMatchObject({ QueueResult: 'leave', QueueTime: '61' });
      } else {
        expect(house.said).toEqual([expect.stringMatching(/is over, and its caller goes on waiting/)]);
        expect(house.twilio.voice.live()[0]?.call.status).toBe('in-progress');
      }
    },
  );

  test('a workflow that is not there queues nobody', async () => {
    const phone = await call({
      '/voice': response(`<Enqueue workflowSid="WW${'0'.repeat(32)}" action="/left"/>`),
      '/left': response('<Say>Bye</Say>'),
    });
    await phone.says('Bye');
    expect(house.asked[1]?.parameters.QueueResult).toBe('error');
  });

  test('an agent takes the call by reservation.conference(), both hear each other, and the agent ends it', async () => {
    const phone = await call(answers());
    await held(phone);
    const agent = await AgentLine.signIn(house.twilio);
    const reservation = await agent.offer();
    await reservation.conference();
    const line = await agent.line(reservation.task.sid);
    phone.send({ type: 'say', text: 'My lamp flickers' });
    await line.hears({ type: 'caller', text: 'My lamp flickers', partial: false });
    line.say('Let me see');
    await phone.says('Let me see');
    line.hangUp();
    await phone.status('completed');
    await line.hears({ type: 'over' });
    expect(house.twilio.taskRouter.taskStatus(reservation.task.sid)).toBe('wrapping');
    expect(house.asked.length).toBe(1);
    await agent.signOut();
  });

  test('a caller who hangs up leaves the agent with the wrap-up', async () => {
    const phone = await call(answers());
    await held(phone);
    const agent = await AgentLine.signIn(house.twilio);
    const reservation = await agent.offer();
    await reservation.conference();
    phone.send({ type: 'hangUp' });
    await phone.status('completed');
    expect(house.twilio.taskRouter.taskStatus(reservation.task.sid)).toBe('wrapping');
    await agent.signOut();
  });

  test('a bare accept() connects nobody, and the terminal says so', async () => {
    const phone = await call(answers());
    await held(phone);
    const agent = await AgentLine.signIn(house.twilio);
    await (await agent.offer()).accept();
    expect(house.said).toEqual([expect.stringMatching(/accepted without its call/)]);
    expect(phone.heard.filter(({ type }) => type === 'hold')).toEqual([{ type: 'hold', on: true }]);
    await agent.signOut();
  });

  test('another agent reaches no line of a call that is not theirs', async () => {
    const phone = await call(answers());
    await held(phone);
    const agent = await AgentLine.signIn(house.twilio);
    const reservation = await agent.offer();
    await reservation.conference();
    const [, other] = house.twilio.taskRouter.agents();
    if (!other) throw new Error('There is one agent alone');
    const token = mintAgentToken(house.twilio.account, { ...other, sid: other.workerSid }, 60);
    await expect(AgentLine.open(house.twilio, reservation.task.sid, token)).resolves.toMatchObject({
      closedWith: 1008,
    });
    await agent.signOut();
  });
});

describe('with a relay', () => {
  let relay: WebSocketServer;
  afterEach(() => {
    relay.close();
  });

  /** A relay that says hello and does what the caller says. */
  const talk = async (attributes = '', assumptions = {}, wordsPerMinute = 0) => {
    relay = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(relay, 'listening');
    const port = (relay.address() as { port: number }).port;
    const frames: Record<string, unknown>[] = [];
    relay.on('connection', (socket, request) => {
      frames.push({ type: 'upgrade', signature: request.headers['x-twilio-signature'] });
      socket.on('message', (data) => {
        const frame = JSON.parse(data.toString()) as Record<string, unknown>;
        frames.push(frame);
        if (frame.type === 'setup') socket.send('{"type":"text","token":"Hello","last":true}');
        if (frame.voicePrompt === 'person') socket.send('{"type":"end","handoffData":"{\\"a\\":1}"}');
        if (frame.voicePrompt === 'crash') socket.terminate();
        if (frame.voicePrompt === 'story')
          socket.send('{"type":"text","token":"Once upon a time there was a lamp","last":true}');
      });
    });
    const phone = await call(
      {
        '/voice': response(
          `<Connect action="/after"><ConversationRelay url="wss://127.0.0.1:${port}/relay" ${attributes}><Parameter name="pass" value="secret"/></ConversationRelay></Connect>`,
        ),
        '/after': response('<Say>After</Say>'),
      },
      { assumptions, wordsPerMinute },
    );
    return { phone, frames };
  };

  test('a session begins with the call and its parameters, and ends at the action with what the bot hands over', async () => {
    const { phone, frames } = await talk();
    await phone.says('Hello');
    phone.send({ type: 'say', text: 'person' });
    await phone.status('completed');
    expect(frames).toMatchObject([
      { type: 'upgrade', signature: expect.stringMatching(/^.{28}$/) },
      { type: 'setup', callSid: house.asked[0]?.parameters.CallSid, customParameters: { pass: 'secret' } },
      { type: 'prompt', voicePrompt: 'person', last: true },
    ]);
    expect(house.asked[1]?.parameters).toMatchObject({
      SessionStatus: 'ended',
      HandoffData: '{"a":1}',
      CallStatus: 'in-progress',
      SessionId: frames[1]?.sessionId,
    });
    expect(phone.turns).toEqual(['Hello', 'After']);
  });

  test('who begins to speak cuts the bot off, before the sentence is understood', async () => {
    const { phone, frames } = await talk('', {}, 300);
    await phone.says('Hello');
    phone.send({ type: 'say', text: 'story' });
    await phone.until('three words', (frame) => frame.type === 'speech' && frame.text === 'Once upon a');
    phone.send({ type: 'say', text: 'I', partial: true });
    await phone.says(/^Once upon a/);
    phone.send({ type: 'say', text: 'I want', partial: true });
    phone.send({ type: 'say', text: 'I want a person' });
    await until(() => frames.length === 5);
    expect(frames.slice(2)).toMatchObject([
      { type: 'prompt', voicePrompt: 'story', last: true },
      { type: 'interrupt', utteranceUntilInterrupt: expect.stringMatching(/^Once upon a( time)?$/) },
      { type: 'prompt', voicePrompt: 'I want a person', last: true },
    ]);
    expect(phone.turns).toEqual(['Hello', `${frames[3]?.utteranceUntilInterrupt} –`]);
  });

  test('a relay that is lost leaves the caller on the line', async () => {
    const { phone } = await talk();
    await phone.says('Hello');
    phone.send({ type: 'say', text: 'crash' });
    await phone.says('After');
    expect(house.asked[1]?.parameters).toMatchObject({
      SessionStatus: 'failed',
      ErrorCode: '64105',
      CallStatus: 'in-progress',
    });
  });

  test('whoever hangs up ends the session, and the action is told', async () => {
    const { phone } = await talk();
    await phone.says('Hello');
    phone.send({ type: 'hangUp' });
    await until(() => house.asked.length === 2);
    expect(house.asked[1]?.parameters).toMatchObject({ SessionStatus: 'completed', CallStatus: 'completed' });
  });

  test.each([
    ['ttsProvider="Acme"', 'ttsProvider Acme is not known'],
    [
      'ttsProvider="Google" voice="de-DE-Chirp3-HD-Kore" language="en-US"',
      'voice de-DE-Chirp3-HD-Kore of Google does not speak en-US',
    ],
    ['ttsProvider="Amazon" voice="Nobody-Neural"', 'voice Nobody-Neural of Amazon does not speak en-US'],
    ['transcriptionProvider="Google" speechModel="flux"', 'speechModel flux is not one of Google'],
  ])('%s is error 64101: it ends the call, or the session alone', async (attributes, words) => {
    const strict = await talk(attributes);
    await strict.phone.status('completed');
    expect([house.asked.length, house.said]).toEqual([1, [`Voice: error 64101: ${words}`]]);
    await house.stop();
    relay.close();
    const { phone } = await talk(attributes, { relayInvalidVoiceEndsCall: false });
    await phone.says('After');
    expect(house.asked[1]?.parameters).toMatchObject({ SessionStatus: 'failed', ErrorCode: '64101' });
  });

  test('a relay without TLS is refused', async () => {
    relay = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    const phone = await call({
      '/voice': response('<Connect action="/after"><ConversationRelay url="ws://relay.example/relay"/></Connect>'),
    });
    await phone.status('completed');
    expect(house.said[0]).toMatch(/12200.*must begin with wss:/);
  });
});

async function until(is: () => boolean): Promise<void> {
  for (let turns = 0; !is(); turns += 1) {
    if (turns > 100_000) throw new Error('It did not happen');
    await new Promise(setImmediate);
  }
}
