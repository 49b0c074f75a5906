import { once } from 'node:events';
import net from 'node:net';
import { systemClock } from './clock';
import type { ModelMessage } from './model/model';
import { type Relay, type RelayOptions, startRelay } from './server';
import { memoryStore } from './store/memory-store';
import { FakeModel } from './testing/fake-model';
import { TestClock } from './testing/test-clock';
import { AUTH_TOKEN, passFor, SECRET, signatureOf, TwilioSocket } from './testing/twilio-socket';

const CALL_SID = 'CA0123456789abcdef0123456789abcdef';
const running: Relay[] = [];
afterEach(() => Promise.all(running.splice(0).map((relay) => relay.stop())));

/** Repeats what the caller has said. */
const parrot = () =>
  new FakeModel((answer) => answer.say('You said: ', answer.request.messages.at(-1)?.content ?? '').done());

async function start(options: Partial<RelayOptions> = {}): Promise<Relay> {
  const relay = await startRelay({
    port: 0,
    authToken: AUTH_TOKEN,
    secret: SECRET,
    model: parrot(),
    tools: [],
    store: memoryStore(),
    ...options,
  });
  running.push(relay);
  return relay;
}

const health = async (relay: Relay, path: string) => {
  const response = await fetch(`http://127.0.0.1:${relay.port}${path}`);
  return [response.status, await response.json()];
};

/** A session that has been let in. */
async function session(
  relay: Relay,
  parameters = { pass: passFor(CALL_SID) },
  sessionId = 'VX1',
): Promise<TwilioSocket> {
  const twilio = await TwilioSocket.open(relay.url);
  twilio.setup(parameters, { sessionId });
  twilio.say('Hello');
  expect(await twilio.turn()).toBe('You said: Hello');
  return twilio;
}

it('answers over a socket what came before the session was let in, too', async () => {
  const relay = await start();
  const twilio = await session(relay);
  expect(relay.activeCalls).toBe(1);
  twilio.say('again');
  expect(await twilio.turn()).toBe('You said: again');
});

describe('the upgrade', () => {
  it.each([
    ['without a signature', ''],
    ['with a wrong one', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['with the signature of another address', signatureOf('ws://127.0.0.1:1/relay')],
  ])('%s is refused before there is a socket', async (_, signature) => {
    const relay = await start();
    await expect(TwilioSocket.open(relay.url, signature)).rejects.toThrow('Unexpected server response: 403');
    expect(relay.activeCalls).toBe(0);
  });

  it('is checked against the configured address and not against what the request says', async () => {
    const publicUrl = 'wss://relay.example/relay';
    const relay = await start({ publicUrl });
    await expect(TwilioSocket.open(relay.url)).rejects.toThrow('403');
    const twilio = await TwilioSocket.open(relay.url, signatureOf(publicUrl));
    expect(twilio.closeCode).toBeUndefined();
  });

  it('of another path is refused', async () => {
    const relay = await start();
    await expect(TwilioSocket.open(`${relay.url}/x`, signatureOf(relay.url))).rejects.toThrow('404');
  });

  it('over the number of calls is refused', async () => {
    const relay = await start({ settings: { maxCalls: 1 } });
    await session(relay);
    await expect(TwilioSocket.open(relay.url)).rejects.toThrow('503');
    expect(await health(relay, '/readyz')).toEqual([503, { status: 'full', activeCalls: 1 }]);
  });
});

describe('the pass', () => {
  const other = 'CA00000000000000000000000000000000';
  it.each([
    ['no pass', {}],
    ['a forged one', { pass: `0.9999999999.${'A'.repeat(43)}` }],
    ['one of another call', { pass: passFor(other) }],
    ['one that is too old', { pass: passFor(CALL_SID, 1_700_000_000) }],
  ])('%s closes the session', async (_, parameters) => {
    const twilio = await TwilioSocket.open((await start()).url);
    twilio.setup(parameters as Record<string, string>);
    expect(await twilio.closed()).toBe(1008);
  });

  it('opens one session', async () => {
    const relay = await start();
    const parameters = { pass: passFor(CALL_SID) };
    const first = await session(relay, parameters);
    const replayed = await TwilioSocket.open(relay.url);
    replayed.setup(parameters);
    expect(await replayed.closed()).toBe(1008);
    first.say('still there');
    expect(await first.turn()).toBe('You said: still there');
    first.socket.close(1000);
    await first.closed();
    const late = await TwilioSocket.open(relay.url);
    late.setup(parameters);
    expect(await late.closed()).toBe(1008);
  });

  it('lets the same session in again after a lost connection, also when it is too old by then', async () => {
    const asked: (readonly ModelMessage[])[] = [];
    const model = new FakeModel((answer) => {
      asked.push(answer.request.messages.slice(1));
      answer.say('Yes.').done();
    });
    const store = memoryStore();
    const relay = await start({ model, store });
    const expiresAt = Math.floor(Date.now() / 1000) + 60;
    const parameters = { pass: passFor(CALL_SID, expiresAt) };
    const first = await TwilioSocket.open(relay.url);
    first.setup(parameters);
    first.say('One');
    await first.turn();
    first.socket.terminate();
    const anHourLater = { ...systemClock, now: () => Date.now() + 3_600_000 };
    const next = await start({ model, store, clock: anHourLater, settings: { maxCallMs: 7_200_000 } });
    const stranger = await TwilioSocket.open(next.url);
    stranger.setup(parameters, { sessionId: 'VX2' });
    expect(await stranger.closed()).toBe(1008);
    const second = await TwilioSocket.open(next.url);
    second.setup(parameters);
    second.say('Two');
    await second.turn();
    expect(asked.at(-1)?.map(({ content }) => content)).toEqual(['One', 'Yes.', 'Two']);
  });

  it('that comes back twice at the same moment lets one of them in', async () => {
    const store = memoryStore();
    const parameters = { pass: passFor(CALL_SID) };
    const before = await start({ store });
    const first = await session(before, parameters);
    first.socket.terminate();
    await before.stop();
    let loads = 0;
    let loadAll: () => void = () => {};
    const both = new Promise<void>((resolve) => {
      loadAll = resolve;
    });
    const load: typeof store.load = async (callSid) => {
      loads += 1;
      if (loads === 2) loadAll();
      await both;
      return store.load(callSid);
    };
    const next = await start({ store: { ...store, load } });
    const sockets = [await TwilioSocket.open(next.url), await TwilioSocket.open(next.url)];
    for (const socket of sockets) socket.setup(parameters);
    expect(await Promise.race(sockets.map((socket) => socket.closed()))).toBe(1008);
    expect(sockets.filter(({ closeCode }) => closeCode === undefined)).toHaveLength(1);
  });

  describe('of a session whose connection is lost, which nobody has noticed here yet', () => {
    /** Twilio has come back with it; the old socket was asked for a sign of life. */
    async function back(answersPings: boolean) {
      const store = memoryStore();
      const clock = new TestClock();
      const relay = await start({ store, clock });
      const parameters = { pass: passFor(CALL_SID, clock.now() / 1000 + 60) };
      const first = await session(relay, parameters);
      if (!answersPings) first.socket.pong = () => {};
      const asked = once(first.socket, 'ping');
      const second = await TwilioSocket.open(relay.url);
      second.setup(parameters);
      await asked;
      return { relay, store, clock, first, second };
    }

    it('lets it in when the old socket gives no sign of life, and the old one writes nothing afterwards', async () => {
      const { relay, store, clock, first, second } = await back(false);
      second.say('Again');
      await clock.advance(900);
      expect(second.frames).toEqual([]);
      await clock.advance(100);
      expect(await second.turn()).toBe('You said: Again');
      expect(await first.closed()).toBe(1006);
      expect(relay.activeCalls).toBe(1);
      await relay.stop();
      const lines = ['Hello', 'You said: Hello', 'Again', 'You said: Again'];
      expect((await store.load(CALL_SID))?.history.map(({ content }) => content)).toEqual(lines);
      expect(store.transcript(CALL_SID).map(({ text }) => text)).toEqual(lines);
    });

    it('refuses it when the old socket answers', async () => {
      const { clock, first, second } = await back(true);
      expect(await second.closed()).toBe(1008);
      expect(clock.pending).toBeGreaterThan(0);
      first.say('still there');
      expect(await first.turn()).toBe('You said: still there');
    });
  });

  it('lets the session in again that was lost before it was let in', async () => {
    const memory = memoryStore();
    let answer: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const relay = await start({ store: { ...memory, load: (callSid) => held.then(() => memory.load(callSid)) } });
    const parameters = { pass: passFor(CALL_SID) };
    const first = await TwilioSocket.open(relay.url);
    first.setup(parameters);
    first.socket.ping();
    await once(first.socket, 'pong');
    first.socket.terminate();
    while (relay.activeCalls > 0) await health(relay, '/healthz');
    answer();
    const stranger = await TwilioSocket.open(relay.url);
    stranger.setup(parameters, { sessionId: 'VX2' });
    expect(await stranger.closed()).toBe(1008);
    await session(relay, parameters);
  });

  it('a new one takes the call over from a session that seems alive', async () => {
    const relay = await start();
    const first = await session(relay);
    const second = await session(relay, { pass: passFor(CALL_SID, undefined, 1) }, 'VX2');
    expect(await first.closed()).toBe(1000);
    second.say('here');
    expect(await second.turn()).toBe('You said: here');
  });

  it('a new one goes on with what the session before has said, once, and that one writes nothing any more', async () => {
    const model = new FakeModel((answer, index) => {
      answer.say('Yes.');
      if (index !== 1) answer.done();
    });
    const store = memoryStore();
    const relay = await start({ model, store });
    const first = await TwilioSocket.open(relay.url);
    first.setup({ pass: passFor(CALL_SID) });
    first.say('One');
    await first.turn();
    first.say('Two');
    await model.asked();
    await model.asked();
    while (first.frames.length === 0) await once(first.socket, 'message');
    const second = await TwilioSocket.open(relay.url);
    second.setup({ pass: passFor(CALL_SID, undefined, 1), resumed: 'true' }, { sessionId: 'VX2' });
    expect(await second.turn()).toBe("I'm back. Where were we?");
    expect(await first.closed()).toBe(1000);
    expect(model.answers[1]?.isAborted).toBe(true);
    second.say('Three');
    await second.turn();
    second.socket.close(1000);
    await relay.stop();
    const lines = ['One', 'Yes.', 'Two', 'Yes.', "I'm back. Where were we?", 'Three', 'Yes.'];
    expect(store.transcript(CALL_SID).map(({ text }) => text)).toEqual(lines);
    expect((await store.load(CALL_SID))?.history.map(({ content }) => content)).toEqual(lines);
  });
});

describe('a session', () => {
  it('that sends no setup is closed', async () => {
    const relay = await start({ settings: { setupMs: 30 } });
    const twilio = await TwilioSocket.open(relay.url);
    expect(await twilio.closed()).toBe(1008);
  });

  it('that speaks before its setup is closed', async () => {
    const twilio = await TwilioSocket.open((await start()).url);
    twilio.say('Hello');
    expect(await twilio.closed()).toBe(1008);
  });

  it('that sends a second setup is closed', async () => {
    const relay = await start();
    const twilio = await session(relay);
    twilio.setup({ pass: passFor(CALL_SID, undefined, 1) });
    expect(await twilio.closed()).toBe(1008);
  });

  it('goes on after frames that are unknown or broken', async () => {
    const relay = await start();
    const twilio = await session(relay);
    twilio.socket.send('{');
    twilio.socket.send('[]');
    twilio.socket.send(Buffer.from([1, 2]));
    twilio.send({ type: 'configUpdated', anything: 1 });
    twilio.send({ type: 'dtmf', digit: 'x' });
    twilio.say('still there');
    expect(await twilio.turn()).toBe('You said: still there');
  });

  it('ends with a frame that is too large', async () => {
    const twilio = await session(await start());
    twilio.say('x'.repeat(70_000));
    expect(await twilio.closed()).toBe(1009);
  });

  it('ends when the peer gives no sign of life', async () => {
    const relay = await start({ settings: { pingMs: 40 } });
    const twilio = await session(relay);
    twilio.socket.pong = () => {};
    expect(await twilio.closed()).toBe(1006);
  });

  it('lives on while the peer answers pings', async () => {
    const relay = await start({ settings: { pingMs: 100 } });
    const twilio = await session(relay);
    for (let pings = 0; pings < 5; pings += 1) await once(twilio.socket, 'ping');
    twilio.say('still there');
    expect(await twilio.turn()).toBe('You said: still there');
  });

  it('with a fault of ours is closed, and the others go on', async () => {
    const relay = await start({
      store: {
        ...memoryStore(),
        transcriptName: () => {
          throw new Error('a mistake');
        },
      },
    });
    const sound = await session(relay);
    const otherSid = CALL_SID.replace('0', '9');
    const broken = await TwilioSocket.open(relay.url);
    broken.setup({ pass: passFor(otherSid) }, { callSid: otherSid });
    broken.send({ type: 'dtmf', digit: '0' });
    expect(await broken.closed()).toBe(1011);
    sound.say('still there');
    expect(await sound.turn()).toBe('You said: still there');
  });
});

describe('health', () => {
  it('is told as it is', async () => {
    const relay = await start();
    expect(await health(relay, '/healthz')).toEqual([200, { status: 'ok', activeCalls: 0 }]);
    expect(await health(relay, '/readyz')).toEqual([200, { status: 'ready', activeCalls: 0 }]);
    expect((await health(relay, '/other'))[0]).toBe(404);
  });

  it.each([
    ['says no', async () => false],
    ['fails', async () => Promise.reject(new Error('away'))],
  ])('is not ready when the store %s', async (_, ready) => {
    const relay = await start({ store: { ...memoryStore(), ready } });
    expect(await health(relay, '/readyz')).toEqual([503, { status: 'store-away', activeCalls: 0 }]);
  });
});

it('lets a caller in although the store does not answer', async () => {
  const away = () => Promise.reject(new Error('away'));
  const store = { ...memoryStore(), usePass: away, load: away, save: away, append: away };
  await session(await start({ store }));
});

describe('draining', () => {
  it('takes no new calls, waits for the others, and ends with the last of them', async () => {
    const relay = await start();
    const twilio = await session(relay);
    const drained = relay.drain();
    expect(await health(relay, '/readyz')).toEqual([503, { status: 'draining', activeCalls: 1 }]);
    await expect(TwilioSocket.open(relay.url)).rejects.toThrow('503');
    twilio.say('still there');
    expect(await twilio.turn()).toBe('You said: still there');
    twilio.socket.close(1000);
    await drained;
    const socket = net.connect(relay.port, '127.0.0.1');
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('moves what is left after a while, which goes on elsewhere', async () => {
    const store = memoryStore();
    const first = await start({ store, settings: { drainMs: 30 } });
    const parameters = { pass: passFor(CALL_SID) };
    const twilio = await session(first, parameters);
    await first.drain();
    expect(await twilio.closed()).toBe(1012);
    const next = await start({ store });
    const again = await TwilioSocket.open(next.url);
    again.setup(parameters);
    again.say('here');
    expect(await again.turn()).toBe('You said: here');
    expect((await store.load(CALL_SID))?.turns).toBe(2);
  });
});
