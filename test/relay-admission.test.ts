import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { signature } from '../local-twilio/src/webhooks/signature';
import { openAiModel } from '../relay/src/model/open-ai-model';
import { type Relay, type RelayOptions, startRelay } from '../relay/src/server';
import { memoryStore } from '../relay/src/store/memory-store';
import { numberedModel, question } from './testing/numbered-model';
import { Random } from './testing/random';
import { AUTH_TOKEN, answerTo, call, ended, newCallSid, passFor, SECRET } from './testing/relay-call';

let relay: Relay;

const startWith = (options: Partial<RelayOptions> = {}) =>
  startRelay({
    port: 0,
    authToken: AUTH_TOKEN,
    secret: SECRET,
    model: numberedModel(new Random(1)).model,
    tools: [],
    store: memoryStore(),
    ...options,
    settings: { setupMs: 300, ...options.settings },
  });

beforeAll(async () => {
  relay = await startWith();
});

afterAll(() => relay.stop());

describe('the upgrade', () => {
  test.each([
    ['without a signature', { authToken: undefined }],
    ['signed with another token', { authToken: 'f'.repeat(32) }],
    ['signed for another address', { signedUrl: 'wss://elsewhere.example/relay' }],
  ])('%s is refused before there is a socket', async (_what, options) => {
    expect(await ended(call(relay.url, options))).toMatchObject({
      sessionStatus: 'failed',
      errorCode: 64102,
      errorMessage: 'Cannot connect: the upgrade was answered with status 403',
    });
  });
});

describe('the pass', () => {
  const callSid = newCallSid();
  test.each([
    ['there is none', {}],
    ['it is signed with another secret', { pass: passFor(callSid, 0, 300, 'x'.repeat(32)) }],
    ['it is for another call', { pass: passFor(newCallSid()) }],
    ['its time is over', { pass: passFor(callSid, 0, -1) }],
    ['its attempt was changed', { pass: passFor(callSid).replace(/^0/, '1') }],
  ])('%s: the session is closed, and the caller goes on to the action', async (_what, customParameters) => {
    const end = await ended(call(relay.url, { callSid, customParameters }));
    expect(end).toMatchObject({ sessionStatus: 'failed', errorCode: 64105 });
    expect(end.errorMessage).toContain('closed with 1008');
  });

  test('a recorded signature and pass open no second session, while the first goes on and after it', async () => {
    const used = { callSid: newCallSid(), customParameters: {} as Record<string, string> };
    used.customParameters = { pass: passFor(used.callSid) };
    const first = call(relay.url, used);
    await once(first, 'connected');
    await answerTo(first, question('a', 1));
    expect((await ended(call(relay.url, used))).errorMessage).toContain('closed with 1008');
    expect(await answerTo(first, question('a', 2))).toMatch(/^2-1\/2/);
    const over = ended(first);
    first.hangUp();
    expect(await over).toMatchObject({ sessionStatus: 'completed' });
    expect((await ended(call(relay.url, used))).errorMessage).toContain('closed with 1008');
  });
});

describe('what no Twilio sends', () => {
  const setup = { type: 'setup', sessionId: `VX${'1'.repeat(32)}`, callSid: newCallSid(), customParameters: {} };
  const raw = async (...messages: (string | Buffer)[]) => {
    const headers = { 'X-Twilio-Signature': signature(AUTH_TOKEN, relay.url, {}) };
    const socket = new WebSocket(relay.url, { headers });
    await once(socket, 'open');
    for (const message of messages) socket.send(message);
    const [code] = await once(socket, 'close');
    return code as number;
  };

  test.each([
    ['words before setup', [JSON.stringify({ type: 'prompt', voicePrompt: 'Hello', last: true })], 1008],
    ['a setup without a call', ['{"type":"setup"}', JSON.stringify(setup)], 1008],
    ['two setups', [JSON.stringify(setup), JSON.stringify(setup)], 1008],
    ['a binary frame', [Buffer.from([1, 2, 3])], 1008],
    ['more than a frame may hold', ['x'.repeat(70_000)], 1009],
    ['no JSON at all, and then no setup that fits', ['{', 'null', '[]', '5', JSON.stringify(setup)], 1008],
  ])('%s closes that socket, and no other call notices', async (_what, messages, code) => {
    const other = call(relay.url);
    await once(other, 'connected');
    expect(await raw(...messages)).toBe(code);
    expect(await answerTo(other, question('b', 3))).toMatch(/^3-1\/3/);
    other.hangUp();
  });
});

describe('the model', () => {
  let mute: http.Server;

  beforeAll(async () => {
    mute = http.createServer(() => undefined).listen(0, '127.0.0.1');
    await once(mute, 'listening');
  });

  afterAll(() => {
    mute.closeAllConnections();
    mute.close();
  });

  test.each([
    ['is down', () => 9],
    ['never answers', () => (mute.address() as AddressInfo).port],
  ])('%s: the caller hears an apology, and an agent gets the call', async (_what, port) => {
    const model = openAiModel({ baseUrl: `http://127.0.0.1:${port()}/v1`, model: 'none', firstTokenMs: 200 });
    const own = await startWith({ model, settings: { wordsPerMinute: 60_000 } });
    const line = call(own.url, { settings: { tokensPlayed: true, speakerEvents: true } });
    await once(line, 'connected');
    const end = ended(line);
    expect(await answerTo(line, 'I want to complain about invoice 17')).toContain("something isn't working on my side");
    const { sessionStatus, handoffData = '' } = await end;
    expect(sessionStatus).toBe('ended');
    expect(JSON.parse(handoffData)).toMatchObject({
      reasonCode: 'bot-failed',
      channel: 'voice',
      summary: 'Caller: I want to complain about invoice 17',
    });
    await own.stop();
  });
});
