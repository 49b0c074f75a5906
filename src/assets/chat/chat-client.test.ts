/** The client without a browser: the real Conversations SDK, our Functions and the local Twilio. */
import { SignJWT } from 'jose';
import { httpsUrl, setEventCallback } from '../../../test/testing/account';
import { Agent } from '../../../test/testing/agent';
import { connectSdk } from '../../../test/testing/customer';
import { type House, startHouse } from '../../../test/testing/house';
import type { ChatClient, ChatOptions } from './chat-client';
import type { ChatState } from './chat-state';
import { memoryStorage, newStore } from './testing/memory-storage';
import { hears, reaches, texts } from './testing/reaches';
import { type TestApi, testChat } from './testing/test-chat';

let house: House;
let agent: Agent;
let clients: ChatClient[];

async function begin(options: Parameters<typeof startHouse>[0] = {}): Promise<void> {
  house = await startHouse(options);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  agent = await Agent.signIn(house, 'Alice');
  await agent.goes('Available');
}

beforeEach(() => {
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.close();
  await agent.signOut();
  await house.stop();
});

function newChat(options: ChatOptions = {}): { client: ChatClient; api: TestApi } {
  const chat = testChat(house, options);
  clients.push(chat.client);
  return chat;
}

test('opens a chat, tells who joined, counts what is unread, and ends it for both sides', async () => {
  await begin();
  const { client } = newChat();
  const phases: string[] = [];
  client.on('state', ({ phase }) => phases.at(-1) !== phase && phases.push(phase));

  await client.start({ customer: { name: 'Mia' }, preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  const chat = await agent.takes();
  await reaches(client, ({ agents }) => agents.length === 1);
  await chat.says('Since when?');
  const state = await reaches(client, hears('Since when?'));

  expect(texts(state)).toEqual(['My lamp flickers', expect.any(String), 'agent-joined', 'Since when?']);
  expect(state.agents).toEqual([{ identity: agent.identity, name: 'Alice', avatar: undefined }]);
  expect(state.unread).toBe(2);
  client.markRead();
  expect(client.state.unread).toBe(0);

  await client.end();
  expect(client.state).toMatchObject({ phase: 'ended', endedBy: 'customer', resumable: false });
  expect(phases).toEqual(['new', 'opening', 'open', 'ended']);
  await chat.isInWrapup();
});

test('goes on from what the browser has kept, with names for those who wrote before', async () => {
  await begin();
  const shared = memoryStorage();
  const { client } = newChat({ store: newStore(shared) });
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  const chat = await agent.takes();
  await chat.says('Since when?');
  await reaches(client, (state) => hears('Since when?')(state) && state.agents.length === 1);
  client.close();

  const { client: again } = newChat({ store: newStore(shared) });
  expect(again.state).toMatchObject({ phase: 'new', resumable: true });
  await again.resume();
  expect(again.state.phase).toBe('open');
  expect(texts(again.state)).toEqual(['My lamp flickers', expect.any(String), 'agent-joined', 'Since when?']);
  expect(again.state.people[agent.identity]?.name).toBe('Alice');
});

test('an agent who leaves has not ended the chat; one who ends it has', async () => {
  await begin();
  const { client } = newChat();
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  const chat = await agent.takes();
  await reaches(client, ({ agents }) => agents.length === 1);
  const bob = await Agent.signIn(house, 'Bob');
  await bob.goes('Available');
  await chat.transfersTo(bob);
  const second = await bob.takes();
  const state = await reaches(client, ({ agents }) => agents.some(({ name }) => name === 'Bob') && agents.length === 1);
  expect(state.phase).toBe('open');
  expect(texts(state).slice(2)).toEqual(['agent-joined', 'agent-transferred']);
  expect(state.entries.at(-1)).toMatchObject({ identity: bob.identity, from: agent.identity });

  await second.ends();
  expect(await reaches(client, ({ phase }) => phase === 'ended')).toMatchObject({ endedBy: 'other', resumable: false });
  await bob.signOut();
});

test('the access token is renewed before it expires, and nobody notices', async () => {
  await begin({ tokenExpiryWarning: 2 });
  const { client, api } = newChat();
  api.firstTokenSeconds = 4;
  const connections = new Set<string>();
  client.on('state', ({ phase, connection }) => phase === 'open' && connections.add(connection));
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  const neglectful = connectSdk(house, api.firstToken);
  await new Promise<void>((resolve) => neglectful.on('tokenExpired', resolve));
  await neglectful.shutdown();

  const chat = await agent.takes();
  await chat.says('Still there?');
  await reaches(client, hears('Still there?'));
  expect([...connections]).toEqual(['connected']);
  expect(api.refreshes).toBe(1);
});

test('after the token has expired the connection comes back with a new one, and nothing is lost', async () => {
  await begin({ tokenExpiryWarning: 0 });
  const { client, api } = newChat();
  api.firstTokenSeconds = 3;
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  const chat = await agent.takes();
  await reaches(client, ({ connection }) => connection === 'reconnecting');
  client.send('Written while nobody heard me');
  await chat.says('Said while nobody listened');

  const connected = ({ connection }: ChatState) => connection === 'connected';
  const state = await reaches(client, (now) => connected(now) && hears('Said while nobody listened')(now));
  await chat.hears('Written while nobody heard me');
  expect(texts(state).filter((text) => text === 'Said while nobody listened')).toHaveLength(1);
  expect(api.refreshes).toBe(1);
});

test('a chat that was closed while the page was away ends when it is resumed, and shows what was said last', async () => {
  await begin();
  const shared = memoryStorage();
  const { client } = newChat({ store: newStore(shared) });
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  const chat = await agent.takes();
  const stored = newStore(shared).chat;
  client.close();
  await chat.says('It is the bulb. Good bye!');
  await chat.ends();
  await chat.isInWrapup();
  await house.post('/conversation-end', { session: stored?.session });

  const { client: again } = newChat({ store: newStore(shared) });
  await again.resume();
  expect(again.state).toMatchObject({ phase: 'ended', endedBy: 'other', resumable: false });
  expect(texts(again.state)[0]).toBe('My lamp flickers');
  expect(texts(again.state).at(-1)).toBe('It is the bulb. Good bye!');
});

test('a start whose answer was lost is repeated with the same id and makes one chat', async () => {
  await begin();
  const { client } = newChat();
  house.twilio.fail({ host: 'conversations.twilio.com', method: 'POST', path: 'Participants', reset: true, times: 40 });
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  expect(client.state).toMatchObject({ phase: 'failed', problem: { retryable: true } });
  expect(texts(client.state)).toEqual(['My lamp flickers']);

  house.twilio.mend();
  await client.retry();
  const chat = await agent.takes();
  await chat.hears('My lamp flickers');
  expect(client.state.phase).toBe('open');
  const state = house.twilio.conversations.state() as { conversations: unknown[] };
  expect(state.conversations).toHaveLength(1);
});

test('a customer who is signed in has a token asked for with each new chat, and a failure can be tried again', async () => {
  const secret = 's'.repeat(32);
  await begin({ environment: { CUSTOMER_TOKEN_SECRET: secret, CUSTOMER_TOKEN_REQUIRED: 'true' } });
  const tokens = ['', 'not signed by the back end', await customerToken(secret), await customerToken(secret)];
  let asked = 0;
  const { client } = newChat({
    customerToken: async () => {
      asked += 1;
      const token = tokens.shift();
      if (!token) throw new Error('The back end is busy');
      return token;
    },
  });
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  expect(client.state).toMatchObject({ phase: 'failed', problem: { code: 'customer_token_failed', retryable: true } });
  await client.retry();
  expect(client.state).toMatchObject({ phase: 'failed', problem: { code: 'customer_token_invalid' } });
  await client.retry();
  expect(client.state).toMatchObject({ phase: 'open', problem: undefined });
  const offer = await agent.offer();
  expect(offer.attributes).toMatchObject({ verified: true, name: 'Mia of the back end' });

  await client.end();
  client.reset();
  await client.start();
  expect(client.state.phase).toBe('open');
  expect(asked).toBe(4);
});

const customerToken = (secret: string) =>
  new SignJWT({ name: 'Mia of the back end' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('customer-4711')
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));

test('a customer token that never comes is waited for until the limit', async () => {
  await begin();
  const limit = new AbortController();
  const { client } = newChat({
    timeLimit: () => limit.signal,
    customerToken: () => {
      limit.abort();
      return new Promise(() => undefined);
    },
  });
  await client.start();
  expect(client.state).toMatchObject({ phase: 'failed', problem: { code: 'customer_token_failed', retryable: true } });
});

test('after a sign-out nothing is kept, nobody listens, and the next chat is another one', async () => {
  await begin();
  const [shared, tab] = [memoryStorage(), memoryStorage()];
  const store = newStore(shared, tab);
  const { client } = newChat({ store });
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  const chat = await agent.takes();
  await reaches(client, ({ agents }) => agents.length === 1);
  const before = store.chat;
  store.draft = 'half a sen';

  client.forget();
  expect(client.state).toMatchObject({ phase: 'new', entries: [], people: {}, resumable: false });
  expect([...shared.values, ...tab.values]).toEqual([]);
  await chat.says('Since when?');
  expect(client.state).toMatchObject({ phase: 'new', entries: [] });

  await client.start();
  expect(store.chat?.conversationSid).not.toBe(before?.conversationSid);
  expect(texts(client.state)).toEqual([]);
});

test('a chat that is still being made when the customer signs out is not kept', async () => {
  await begin();
  const [shared, tab] = [memoryStorage(), memoryStorage()];
  const { client, api } = newChat({ store: newStore(shared, tab) });
  const create = api.createConversation.bind(api);
  let making: ReturnType<typeof create> | undefined;
  api.createConversation = (request) => {
    client.forget();
    making = create(request);
    return making;
  };
  await client.start({ customer: { name: 'Mia' }, firstMessage: 'My lamp flickers' });
  await making;
  const state = house.twilio.conversations.state() as { conversations: unknown[] };
  expect(state.conversations).toHaveLength(1);
  expect(client.state.phase).toBe('new');
  expect([...shared.values, ...tab.values]).toEqual([]);
});

test('an end that is answered after a sign-out ends nothing else', async () => {
  await begin();
  const { client } = newChat();
  await client.start();
  const ending = client.end();
  client.forget();
  await ending;
  expect(client.state.phase).toBe('new');
});

test('what a tab learns about its chat does not replace the next chat, which another tab has begun', async () => {
  await begin();
  const store = newStore();
  const { client } = newChat({ store });
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  const next = { session: 's2', conversationSid: 'CH2', identity: 'customer_2', people: {} };
  store.chat = next;
  await agent.takes();
  await reaches(client, ({ agents }) => agents.length === 1);
  expect(store.chat).toEqual(next);
  await client.end();
  expect(store.chat).toEqual(next);
});
