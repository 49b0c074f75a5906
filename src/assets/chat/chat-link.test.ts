/** What can go wrong between a session and an open connection: the real SDK, our Functions and the local Twilio. */
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import type { Client } from '@twilio/conversations';
import { type House, startHouse } from '../../../test/testing/house';
import type { ChatClient } from './chat-client';
import { reaches } from './testing/reaches';
import { sdkOn, socketOf, testChat } from './testing/test-chat';

let house: House;
let client: ChatClient;
let proxy: SilentProxy | undefined;

beforeEach(async () => {
  house = await startHouse();
});

afterEach(async () => {
  client.close();
  proxy?.stop();
  await house.stop();
});

interface SilentProxy {
  url: string;
  connected: Promise<unknown>;
  stop: () => void;
}

/** Takes connections and says nothing, as a proxy does that does not know WebSockets. */
async function startSilentProxy(): Promise<SilentProxy> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connected: once(server, 'connection'),
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Behind such a proxy until `leave()`, with a limit that is reached when the test says so. */
async function chatBehindProxy() {
  proxy = await startSilentProxy();
  const limit = new AbortController();
  let socketUrl = proxy.url;
  let timeLimit = () => limit.signal;
  ({ client } = testChat(house, {
    timeLimit: () => timeLimit(),
    loadSdk: async () => ({ Client: sdkOn(socketUrl) }),
  }));
  const starting = client.start({ preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' });
  await proxy.connected;
  expect(client.state.phase).toBe('opening');
  limit.abort();
  await starting;
  const leave = () => {
    socketUrl = socketOf(house);
    timeLimit = () => new AbortController().signal;
  };
  return { leave };
}

test('a connection that does not come up within the limit has failed, and can be tried again', async () => {
  const { leave } = await chatBehindProxy();
  expect(client.state).toMatchObject({ phase: 'failed', problem: { code: 'connection', retryable: true } });

  leave();
  await client.retry();
  expect(client.state).toMatchObject({ phase: 'open', problem: undefined });
  await reaches(client, ({ entries }) => entries.some((entry) => entry.kind === 'message' && entry.from !== 'me'));
});

test('what was still waiting when the chat ends is marked as not sent, and stays so', async () => {
  await chatBehindProxy();
  client.send('And it hums');
  expect(statuses()).toEqual(['My lamp flickers: sending', 'And it hums: sending']);

  await client.end();
  expect(client.state).toMatchObject({ phase: 'ended', endedBy: 'customer' });
  expect(statuses()).toEqual(['My lamp flickers: failed', 'And it hums: failed']);
  for (const { key } of client.state.entries) client.resend(key);
  expect(statuses()).toEqual(['My lamp flickers: failed', 'And it hums: failed']);
});

const statuses = () =>
  client.state.entries.map((entry) => (entry.kind === 'message' ? `${entry.text}: ${entry.status}` : entry.notice));

test('a token that is renewed while the connection is being made reaches the SDK', async () => {
  let handOver: () => void;
  const handedOver = new Promise<void>((resolve) => {
    handOver = resolve;
  });
  /** Slow with the conversation, so that the warning comes before it. */
  class SlowClient extends sdkOn(socketOf(house)) {
    override async updateToken(token: string): Promise<Client> {
      handOver();
      return super.updateToken(token);
    }

    override async getConversationBySid(conversationSid: string) {
      await handedOver;
      return super.getConversationBySid(conversationSid);
    }
  }
  const chat = testChat(house, { loadSdk: async () => ({ Client: SlowClient }) });
  client = chat.client;
  chat.api.early = false;
  chat.api.firstTokenSeconds = 60;
  await client.start();
  expect(client.state).toMatchObject({ phase: 'open', connection: 'connected' });
  expect(chat.api.refreshes).toBe(1);
});
