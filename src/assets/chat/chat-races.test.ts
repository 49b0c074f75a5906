/** What comes at the wrong moment: the real SDK, our Functions and the local Twilio. */
import { SignJWT } from 'jose';
import { SessionStore } from './session-store';
import { memoryStorage, newStore, tabsOfOneBrowser } from './testing/memory-storage';
import { hears, reaches, texts } from './testing/reaches';
import { Scene } from './testing/scene';

const secret = 's'.repeat(32);

let scene: Scene;

beforeEach(async () => {
  scene = await Scene.begin({ environment: { CUSTOMER_TOKEN_SECRET: secret } });
});

afterEach(() => scene.leave());

const lamp = { preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' };

const conversations = () =>
  (scene.house.twilio.conversations.state() as { conversations: unknown[] }).conversations.length;

const customerToken = () =>
  new SignJWT({ name: 'Mia of the back end' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('customer-4711')
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));

test.each(['customerToken', 'challenge'] as const)(
  'a sign-out while the page is still asked for its %s makes no chat, and nothing of it stays',
  async (asked) => {
    const [shared, tab] = [memoryStorage(), memoryStorage()];
    const { client } = scene.newChat({
      store: newStore(shared, tab),
      [asked]: async () => {
        client.forget();
        return undefined;
      },
    });
    await client.start(lamp);
    expect(client.state.phase).toBe('new');
    expect(conversations()).toBe(0);
    expect([...shared.values, ...tab.values]).toEqual([]);
  },
);

test('a customer who signs in while the chat is being opened is verified when it is open', async () => {
  let signedIn = false;
  const { client } = scene.newChat({ customerToken: async () => (signedIn ? customerToken() : undefined) });
  const starting = client.start(lamp);
  await reaches(client, ({ resumable }) => resumable);
  expect(client.state.phase).toBe('opening');
  signedIn = true;
  expect(await client.identify()).toBe(true);
  await starting;
  expect(client.state).toMatchObject({ phase: 'open', verified: true });
});

test('an end that is asked for while the chat is being made ends it when it is there', async () => {
  const store = newStore();
  const { client } = scene.newChat({ store });
  const starting = client.start(lamp);
  await client.end();
  await starting;
  expect(client.state).toMatchObject({ phase: 'ended', endedBy: 'customer', resumable: false });
  expect(store.chat).toBeUndefined();
  expect(conversations()).toBe(1);
});

test('there is nothing to be ended before a chat has begun', async () => {
  const { client } = scene.newChat();
  await client.end();
  expect(client.state.phase).toBe('new');
});

test('a start after the end begins a chat in which nothing of the last one stands', async () => {
  const alice = await scene.agent('Alice');
  const { client } = await scene.chat(alice);
  await client.end();
  await client.start({ firstMessage: 'And my kettle drips' });
  expect(client.state.phase).toBe('open');
  expect(client.state.people).toEqual({});
  expect(texts(client.state)).not.toContain('My lamp flickers');
});

test('a second start while a chat is open only sends its message', async () => {
  const { client } = scene.newChat();
  await client.start(lamp);
  const phases: string[] = [];
  client.on('state', ({ phase }) => phases.push(phase));
  await client.start({ firstMessage: 'And it hums' });
  const state = await reaches(client, hears('And it hums'));
  expect(texts(state).filter((text) => text === 'My lamp flickers')).toHaveLength(1);
  expect(new Set(phases)).toEqual(new Set(['open']));
  expect(conversations()).toBe(1);
});

test('where the browser’s storage is full a second attempt makes no second chat', async () => {
  const full = () => {
    throw new Error('QuotaExceededError');
  };
  let limit = AbortSignal.abort();
  const { client } = scene.newChat({
    store: newStore(Object.assign(memoryStorage(), { setItem: full })),
    timeLimit: () => limit,
  });
  await client.start(lamp);
  expect(client.state.phase).toBe('failed');
  limit = AbortSignal.timeout(20_000);
  await client.retry();
  expect(client.state.phase).toBe('open');
  expect(conversations()).toBe(1);
});

describe('a chat that was not rated', () => {
  async function endedChat() {
    const alice = await scene.agent('Alice');
    const [shared, tab] = [memoryStorage(), memoryStorage()];
    const { client, chat } = await scene.chat(alice, { store: newStore(shared, tab) });
    await client.end();
    await chat.isInWrapup();
    expect(client.state.rating).toBe('possible');
    client.close();
    let now = Date.now();
    /** In the same tab. */
    const reload = (store = new SessionStore({ key: 'test', shared, tab, now: () => now })) =>
      scene.newChat({ store }).client;
    return {
      chat,
      shared,
      tab,
      reload,
      later: (milliseconds: number) => {
        now += milliseconds;
      },
    };
  }

  test('can be rated after a reload, once', async () => {
    const { chat, shared, tab, reload } = await endedChat();
    const again = reload();
    expect(again.state).toMatchObject({ phase: 'ended', endedBy: 'customer', rating: 'possible', entries: [] });
    await again.rate({ score: 4 });
    expect(again.state.rating).toBe('sent');
    expect([...shared.values, ...tab.values]).toEqual([]);
    const { state } = reload();
    expect([state.phase, state.rating]).toEqual(['new', undefined]);
    await chat.completes();
  });

  test('is forgotten after an hour, by a sign-out, and by the next chat; another tab knows nothing of it', async () => {
    const { shared, tab, reload, later } = await endedChat();
    expect(reload(newStore(shared)).state.phase).toBe('new');
    const kept = [...tab.values];
    expect(kept).toHaveLength(1);

    reload().forget();
    expect([...tab.values]).toEqual([]);

    for (const [key, value] of kept) tab.setItem(key, value);
    const next = reload();
    await next.start();
    expect(next.state.phase).toBe('open');
    expect([...tab.values]).toEqual([]);
    next.forget();

    for (const [key, value] of kept) tab.setItem(key, value);
    later(3600_000);
    expect(reload().state.phase).toBe('new');
    expect([...tab.values]).toEqual([]);
  });
});

test('a page to which somebody comes back by the button Back shows nothing of a chat that was left by a sign-out', async () => {
  const [shared, tab, page] = [memoryStorage(), memoryStorage(), new EventTarget()];
  const { client } = scene.newChat({ store: new SessionStore({ key: 'test', shared, tab, events: page }) });
  await client.start(lamp);
  page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  expect(client.state.phase).toBe('open');

  newStore(shared, tab).forget();
  let forgotten = 0;
  client.on('forgotten', () => {
    forgotten += 1;
  });
  page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
  expect(client.state.phase).toBe('open');
  page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  expect(client.state).toMatchObject({ phase: 'new', entries: [], resumable: false });
  expect(forgotten).toBe(1);
});

test('another attempt, after another tab has begun another chat, goes on with that one and takes over what was not sent', async () => {
  const browser = tabsOfOneBrowser();
  const { client: first } = scene.newChat({ store: browser.newTab() });
  await first.start(lamp);
  let failing = true;
  const { client: second } = scene.newChat({
    store: browser.newTab(),
    timeLimit: () => (failing ? AbortSignal.abort() : AbortSignal.timeout(20_000)),
  });
  await second.resume();
  expect(second.state.phase).toBe('failed');
  second.send('And it hums');

  await first.end();
  first.reset();
  await first.start({ firstMessage: 'Never mind the lamp' });
  failing = false;
  await second.retry();
  expect(second.state.phase).toBe('open');
  expect(texts(second.state)).not.toContain('My lamp flickers');
  expect(second.state.entries.at(-1)).toMatchObject({ text: 'And it hums', status: 'failed' });
});
