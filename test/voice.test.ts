import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { WebSocketServer } from 'ws';
import { AgentLine } from '../local-twilio/src/voice/testing/agent-line';
import { TestPhone } from '../local-twilio/src/voice/testing/voice-house';
import { type Model, ModelError } from '../relay/src/model/model';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { setEventCallback } from '../tools/set-event-callback';
import { type LocalRelay, startLocalRelay } from '../tools/start/start-relay';
import { tasksOf } from './testing/account';
import { type House, type HouseOptions, startHouse } from './testing/house';
import { ended, passFor, call as relayCall } from './testing/relay-call';
import { RelayProcess } from './testing/relay-process';

const NUMBER = '+15005550006';
const GREETING = /How can I help you\?$/;
const SECRET = 'a-secret-of-at-least-32-characters';

let house: House;
let phone: TestPhone;
let agents: AgentLine[] = [];
let more: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  phone.close();
  await Promise.all(agents.map((agent) => agent.signOut()));
  agents = [];
  await house.stop();
  for (const stop of more) await stop();
  more = [];
});

/** A call that has been answered by the bot. */
async function call(options: HouseOptions = {}): Promise<void> {
  house = await startHouse({ voice: { wordsPerMinute: 0, secret: SECRET }, ...options });
  phone = await TestPhone.open(house.twilio, '+12025550143');
  phone.send({ type: 'dial', to: NUMBER });
  await phone.says(GREETING);
}

const say = (text: string) => phone.send({ type: 'say', text });
const held = () => phone.until('hold music', ({ type }) => type === 'hold');

/** From the greeting to the queue. */
async function asksForPerson(): Promise<void> {
  say('I want to speak with a person');
  await phone.says(/May I have your name/);
  say('My name is Ada and my order 4711 came broken');
  await held();
}

async function agentTakes(): Promise<{ taskSid: string; attributes: Record<string, unknown>; agent: AgentLine }> {
  const agent = await AgentLine.signIn(house.twilio);
  agents.push(agent);
  const reservation = await agent.offer();
  await reservation.conference();
  const { sid, attributes } = reservation.task;
  return { taskSid: sid, attributes: attributes as Record<string, unknown>, agent };
}

/** What the agent reads of a task. */
async function noteOf(agent: AgentLine, taskSid: string) {
  const { body, status } = await house.post<{
    note: Record<string, unknown>;
    transcript: { who: string; text: string }[];
  }>('/handoff-note', { flexToken: agent.token, taskSid }, { origin: house.twilio.url });
  expect(status).toBe(200);
  return body;
}

const reasonOf = async () => (await tasksOf(house)).map(({ attributes }) => attributes.reasonCode);

test('call, joke, an interruption, a person: the agent has the summary, and of the bot’s words those that were heard', async () => {
  await call({ voice: { wordsPerMinute: 1500, secret: SECRET } });
  say('Tell me a joke');
  await phone.until(
    'the joke',
    (frame) => frame.type === 'speech' && frame.turn === 2 && frame.text.split(' ').length > 3,
  );
  await asksForPerson();
  const { taskSid, attributes, agent } = await agentTakes();
  expect(attributes).toMatchObject({
    call_sid: expect.stringMatching(/^CA/),
    channelType: 'voice',
    reasonCode: 'customer-asked',
    from: '+12025550143',
    summary: expect.stringContaining('4711'),
    handoffRef: `handoff-note.${attributes.call_sid}`,
  });
  const { note, transcript } = await noteOf(agent, taskSid);
  expect(note).toMatchObject({ reasonCode: 'customer-asked', collected: { name: 'Ada', orderNumber: '4711' } });
  const joke = phone.turns.find((turn) => turn.endsWith(' –'))?.replace(/ –$/, '') ?? '';
  expect(transcript.map(({ who, text }) => `${who}: ${text}`)).toEqual([
    expect.stringMatching(/^bot: Hello/),
    'caller: Tell me a joke',
    `bot: ${joke}`,
    'caller: I want to speak with a person',
    expect.stringMatching(/^bot: .*May I have your name/),
    'caller: My name is Ada and my order 4711 came broken',
    expect.stringMatching(/^bot: Thank you, Ada/),
    expect.stringMatching(/^bot: I'll put you through/),
  ]);
  const line = await agent.line(taskSid);
  line.say('Hello Ada');
  await phone.says('Hello Ada');
  line.hangUp();
  await phone.status('completed');
}, 40_000);

test.each([true, false])(
  'nobody is there (canceledTaskLeavesQueue %s): to be called back is a task',
  async (leaves) => {
    await call({ assumptions: { canceledTaskLeavesQueue: leaves } });
    await setEventCallback(house.twilio, house.url);
    await asksForPerson();
    house.twilio.clock.advance(301_000);
    await phone.until('the offer', (frame) => frame.type === 'speech' && /call you back/.test(frame.text));
    phone.send({ type: 'digits', digits: '1' });
    await phone.says(/We will call you back/);
    await phone.status('completed');
    expect((await tasksOf(house)).map(({ status }) => status).toSorted()).toEqual(['canceled', 'pending']);
    const agent = await AgentLine.signIn(house.twilio);
    agents.push(agent);
    const { task } = await agent.offer();
    expect(task.attributes).toMatchObject({
      taskType: 'callback',
      callBackData: { numberToCall: '+12025550143', numberToCallFrom: NUMBER },
      reasonCode: 'customer-asked',
    });
    const { note, transcript } = await noteOf(agent, task.sid);
    expect(note).toMatchObject({ collected: { name: 'Ada', orderNumber: '4711' } });
    expect(transcript.map(({ text }) => text)).toContain('I want to speak with a person');
  },
  40_000,
);

test('the pass of the TwiML opens one session: not a second one, and none when it is changed', async () => {
  await call();
  const asked = house.twilio.requests.all().find(({ url }) => url.includes('/relay-twiml'));
  const callSid = new URLSearchParams(asked?.requestBody).get('CallSid') ?? '';
  const [, pass = ''] = /name="pass" value="([^"]+)"/.exec(String(asked?.responseBody)) ?? [];
  expect(pass).toMatch(/^0\.\d{10}\.[\w-]{43}$/);
  const forged = [pass, pass.replace(/^0/, '1'), passFor(callSid, 0, 60, 'x'.repeat(32)), ''];
  for (const parameter of forged) {
    const line = relayCall(house.relay?.relay.url ?? '', {
      authToken: house.twilio.account.authToken,
      callSid,
      customParameters: { pass: parameter },
    });
    expect(await ended(line)).toMatchObject({ sessionStatus: 'failed', errorMessage: expect.stringContaining('1008') });
  }
  say('Tell me a joke');
  await phone.says(/Is there anything else\?$/);
}, 40_000);

test('a socket that is lost is laid again, and what was said meanwhile arrives', async () => {
  await call();
  say('Tell me a joke');
  await phone.says(/Is there anything else\?$/);
  const [live] = house.twilio.voice.live();
  for (const relay of live?.relays ?? []) relay.dropSocket();
  say('I want to speak with a person');
  await phone.says(/May I have your name/);
  expect(house.twilio.requests.all().filter(({ url }) => url.includes('/relay-twiml'))).toHaveLength(1);
}, 40_000);

test('a relay that dies is taken over by another one, which knows what was said', async () => {
  await call();
  say('Tell me a joke');
  await phone.says(/Is there anything else\?$/);
  const port = house.relay?.relay.port ?? 0;
  await house.relay?.stop();
  const other: LocalRelay = await startLocalRelay(house.twilio, { port, secret: SECRET });
  more.push(() => other.stop());
  await asksForPerson();
  const { taskSid, agent } = await agentTakes();
  const { transcript } = await noteOf(agent, taskSid);
  expect(transcript.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Tell me a joke', 'I want to speak with a person']),
  );
  expect(house.twilio.voice.live()).toHaveLength(1);
}, 40_000);

test('a relay that is killed while it speaks: another one takes the call up, and the agent reads what was said to both', async () => {
  const port = await freePort();
  const RELAY_URL = `ws://127.0.0.1:${port}/relay`;
  house = await startHouse({
    voice: { wordsPerMinute: 600, secret: SECRET },
    environment: { RELAY_URL },
    assumptions: { relayReconnectSeconds: 30 },
  });
  const { accountSid, apiKey, apiSecret, authToken, syncServiceSid } = house.twilio.account;
  const startRelay = () =>
    RelayProcess.start(
      { authToken, secret: SECRET },
      {
        PORT: String(port),
        RELAY_URL,
        ACCOUNT_SID: accountSid,
        TWILIO_API_KEY: apiKey,
        TWILIO_API_SECRET: apiSecret,
        SYNC_SERVICE_SID: syncServiceSid,
        TWILIO_LOCAL_PORT: String(house.twilio.port),
        NODE_OPTIONS: `--require ${path.join(PROJECT_FOLDER, 'local-twilio/src/preload.cjs')}`,
      },
    );
  const first = await startRelay();
  phone = await TestPhone.open(house.twilio, '+12025550143');
  phone.send({ type: 'dial', to: NUMBER });
  await phone.says(GREETING);
  say('Tell me a joke');
  await phone.until(
    'the joke',
    (frame) => frame.type === 'speech' && frame.turn === 2 && frame.text.split(' ').length > 3,
  );
  await first.program.end('SIGKILL');
  say('I want to speak with a person');

  const second = await startRelay();
  await phone.says(/May I have your name/);
  say('My name is Ada and my order 4711 came broken');
  await held();
  const { taskSid, agent } = await agentTakes();
  const { note, transcript } = await noteOf(agent, taskSid);
  expect(note).toMatchObject({ reasonCode: 'customer-asked', collected: { name: 'Ada', orderNumber: '4711' } });
  expect(transcript.filter(({ who }) => who === 'caller').map(({ text }) => text)).toEqual([
    'Tell me a joke',
    'I want to speak with a person',
    'My name is Ada and my order 4711 came broken',
  ]);
  const heard = phone.turns.map((turn) => turn.replace(/ –$/, ''));
  expect(heard[1]).toMatch(/^\S+ \S+ \S+ \S+/);
  expect(transcript.filter(({ who }) => who === 'bot').map(({ text }) => text)).toEqual(heard);
  expect(await second.program.end('SIGTERM')).toBe(0);
}, 60_000);

test('a relay that stays away costs the bot, and not the caller', async () => {
  await call();
  await house.relay?.stop();
  house.twilio.clock.advance(60_000);
  for (let time = 0; time < 40 && !phone.heard.some(({ type }) => type === 'hold'); time += 1) {
    await new Promise(setImmediate);
    await tasksOf(house);
    house.twilio.clock.advance(10_000);
  }
  await held();
  expect(await reasonOf()).toEqual(['bot-failed']);
}, 40_000);

test('a model that is down: words for the caller, and an agent', async () => {
  const model: Model = {
    stream: () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new ModelError('The model is down', true, 503)),
      }),
    }),
  };
  await call({ voice: { wordsPerMinute: 0, secret: SECRET, model } });
  say('Hello?');
  await held();
  expect(await reasonOf()).toEqual(['bot-failed']);
  expect(phone.turns.length).toBeGreaterThan(1);
}, 40_000);

test.each([
  ['no JSON', 'nonsense{'],
  ['JSON of another make', '{"reasonCode":"whatever","summary":42,"collected":[1]}'],
  ['an empty object', '{}'],
])(
  'a hand-over with %s for its data reaches an agent',
  async (_what, handoffData) => {
    const relay = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(relay, 'listening');
    more.push(() => relay.close());
    relay.on('connection', (socket) =>
      socket.on('message', (data) => {
        const { type } = JSON.parse(data.toString()) as { type: string };
        if (type === 'prompt') socket.send(JSON.stringify({ type: 'end', handoffData }));
      }),
    );
    const url = `ws://127.0.0.1:${(relay.address() as AddressInfo).port}/relay`;
    await call({ environment: { RELAY_URL: url } });
    say('A person, please');
    await held();
    const [task] = await tasksOf(house);
    expect(task?.attributes).toMatchObject({ channelType: 'voice', call_sid: expect.stringMatching(/^CA/) });
  },
  40_000,
);

describe('a caller who hangs up leaves nothing behind', () => {
  const isOver = async () => {
    phone.send({ type: 'hangUp' });
    await phone.status('completed');
    await isQuiet();
    expect(house.twilio.voice.live()).toEqual([]);
    expect((await tasksOf(house)).filter(({ status }) => !['canceled', 'wrapping'].includes(status))).toEqual([]);
    expect(house.relay?.relay.activeCalls).toBe(0);
  };

  test('while it rings', async () => {
    house = await startHouse({ voice: { wordsPerMinute: 0, secret: SECRET } });
    phone = await TestPhone.open(house.twilio, '+12025550143');
    phone.send({ type: 'dial', to: NUMBER });
    await phone.status('ringing');
    await isOver();
  }, 40_000);

  test('while the bot speaks', async () => {
    await call();
    await isOver();
  }, 40_000);

  test('in the queue', async () => {
    await call();
    await asksForPerson();
    await isOver();
    expect((await tasksOf(house)).map(({ status }) => status)).toEqual(['canceled']);
  }, 40_000);

  test('while the agent speaks', async () => {
    await call();
    await asksForPerson();
    await agentTakes();
    await isOver();
    expect((await tasksOf(house)).map(({ status }) => status)).toEqual(['wrapping']);
  }, 40_000);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The flow has come to its end, and the relay has closed the call. */
async function isQuiet(): Promise<void> {
  const isDone = () =>
    house.twilio.studio.executions().every(({ status }) => status === 'ended') && house.relay?.relay.activeCalls === 0;
  for (let time = 0; !isDone(); time += 1) {
    if (time > 400)
      throw new Error(
        `It did not end: ${JSON.stringify(house.twilio.studio.executions().map(({ waitingAt, status }) => ({ waitingAt, status })))}`,
      );
    await tasksOf(house);
  }
}
