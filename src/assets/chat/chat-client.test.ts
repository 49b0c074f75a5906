/** The client without a browser: the real Conversations SDK, our Functions and the local Twilio. */
import { createHmac } from 'node:crypto';
import { Client } from '@twilio/conversations';
import { httpsUrl, setEventCallback } from '../../../test/testing/account';
import { Agent } from '../../../test/testing/agent';
import { connectSdk } from '../../../test/testing/customer';
import { type House, startHouse } from '../../../test/testing/house';
import { ChatApi } from './api';
import type { ConversationCreateRequest } from './api-types';
import { type ChatClient, createChat } from './chat-client';
import type { ChatState } from './chat-state';
import { type KeyValueStorage, SessionStore } from './session-store';

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

/** Counts the refreshes, and can make the first token live for seconds only. */
class TestApi extends ChatApi {
  refreshes = 0;
  firstTokenSeconds: number | undefined;
  firstToken = '';

  override async createConversation(request: ConversationCreateRequest) {
    const answer = await super.createConversation(request);
    this.firstToken = this.firstTokenSeconds ? expiring(answer.token, this.firstTokenSeconds) : answer.token;
    return { ...answer, token: this.firstToken };
  }

  override refreshToken(session: string) {
    this.refreshes += 1;
    return super.refreshToken(session);
  }
}

/** The same Access Token with another end. */
function expiring(token: string, seconds: number): string {
  const [header = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const signed = `${header}.${Buffer.from(JSON.stringify({ ...claims, exp })).toString('base64url')}`;
  return `${signed}.${createHmac('sha256', house.twilio.account.apiSecret).update(signed).digest('base64url')}`;
}

function newChat(store = newStore()): { client: ChatClient; api: TestApi } {
  const fromPage: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...init?.headers, origin: house.url } });
  const api = new TestApi({ baseUrl: house.url, fetch: fromPage });
  const uri = `${house.twilio.url.replace('http', 'ws')}/__t/tsock.us1.twilio.com/v3/wsconnect`;
  class LocalClient extends Client {
    constructor(token: string) {
      super(token, { Twilsock: { uri }, logLevel: 'silent' });
    }
  }
  const client = createChat({ api, store, loadSdk: async () => ({ Client: LocalClient }) });
  clients.push(client);
  return { client, api };
}

function newStore(shared = memory()): SessionStore {
  return new SessionStore({ key: 'test', shared, tab: memory() });
}

function memory(): KeyValueStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

function reaches(client: ChatClient, what: (state: ChatState) => boolean): Promise<ChatState> {
  return new Promise((resolve) => {
    const look = () => {
      if (!what(client.state)) return;
      stop();
      resolve(client.state);
    };
    const stop = client.on('state', look);
    look();
  });
}

const texts = ({ entries }: ChatState) =>
  entries.map((entry) => (entry.kind === 'message' ? entry.text : entry.notice));
const hears = (text: string) => (state: ChatState) => texts(state).includes(text);

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
  const shared = memory();
  const { client } = newChat(newStore(shared));
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  const chat = await agent.takes();
  await chat.says('Since when?');
  await reaches(client, (state) => hears('Since when?')(state) && state.agents.length === 1);
  client.close();

  const { client: again } = newChat(newStore(shared));
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
  expect(texts(state)).toContain('agent-left');

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

test('a chat that was closed while the page was away ends when it is resumed', async () => {
  await begin();
  const shared = memory();
  const { client } = newChat(newStore(shared));
  await client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  const chat = await agent.takes();
  const stored = newStore(shared).chat;
  client.close();
  await chat.ends();
  await chat.isInWrapup();
  await house.post('/conversation-end', { session: stored?.session });

  const { client: again } = newChat(newStore(shared));
  await again.resume();
  expect(again.state).toMatchObject({ phase: 'ended', endedBy: 'other', resumable: false });
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
