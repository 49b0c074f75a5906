import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client as Client3, type ClientOptions } from '@twilio/conversations';
import { Client as Client2 } from 'conversations-sdk-2';
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient';
import AccessToken, { ChatGrant } from 'twilio/lib/jwt/AccessToken';
import { checkRequests } from '../../../../test/testing/openapi';
import { seedAccount } from '../../account/account';
import { Clock } from '../../account/clock';
import { type Assumptions, assumptions } from '../../assumptions';
import { Events } from '../../events';
import { Faults } from '../../http/faults';
import { Listener } from '../../http/listener';
import { type LoggedRequest, RequestLog } from '../../http/request-log';
import { Routes } from '../../http/routes';
import type { Kernel } from '../../kernel';
import { createSync } from '../../sync/sync';
import { WebhookDelivery } from '../../webhooks/delivery';
import { createConversations } from '../conversations';

/** Version 3 is the type of both: what the tests use is the same in version 2. */
export type SdkClient = Client3;
export const SDKS: [string, typeof Client3][] = [
  ['@twilio/conversations 3.0.1', Client3],
  ['@twilio/conversations 2.6.5', Client2 as unknown as typeof Client3],
];

export interface ReceivedWebhook {
  params: Record<string, string>;
  signature: string;
}

interface HouseOptions {
  assumptions?: Partial<Assumptions>;
  tokenExpiryWarningSeconds?: number;
}

/** Conversations and Sync behind a listener, with the real helper library and the real SDKs in front. */
export async function startConversationsHouse(options: HouseOptions = {}) {
  const account = seedAccount();
  const log = new RequestLog();
  const routes = new Routes();
  const clock = new Clock();
  const said: string[] = [];
  let port = 0;
  const kernel: Kernel = {
    account,
    clock,
    assumptions: assumptions(options.assumptions),
    events: new Events(),
    routes,
    webhooks: new WebhookDelivery(account, log),
    baseUrl: () => `http://127.0.0.1:${port}`,
    tokenExpiryWarningSeconds: options.tokenExpiryWarningSeconds ?? 180,
    say: (line) => void said.push(line),
  };
  const triggers: { flowSid: string; trigger: Record<string, string> }[] = [];
  const happened = new EventEmitter();
  const conversations = createConversations(kernel, {
    studio: () => ({
      conversationMessage: (flowSid, trigger) => {
        triggers.push({ flowSid, trigger });
        happened.emit('trigger');
      },
      incomingCall: () => false,
    }),
  });
  const sync = createSync(kernel);
  const listener = new Listener({
    account,
    routes,
    faults: new Faults(),
    log,
    latencyMs: 0,
    onSocket: ({ host, path, origin }, socket) => {
      if (host !== 'tsock.us1.twilio.com' || path !== '/v3/wsconnect') return false;
      conversations.onTwilsock(socket, origin);
      return true;
    },
    onLocal: async () => false,
    say: kernel.say,
  });
  port = await listener.listen(0);

  const hook = await startWebhookReceiver();
  const clients: SdkClient[] = [];
  const helper = helperFor(account.accountSid, account.authToken, port);
  const { conversationsServiceSid, syncServiceSid } = account;

  return {
    account,
    kernel,
    clock,
    log,
    said,
    triggers,
    happened,
    conversations,
    sync,
    helper,
    hook,
    /** The service by the helper library. */
    service: helper.conversations.v1.services(conversationsServiceSid),
    documents: helper.sync.v1.services(syncServiceSid).documents,
    drop: () => listener.dropSockets(),
    token(identity: string, ttl = 3600, serviceSid = conversationsServiceSid): string {
      const token = new AccessToken(account.accountSid, account.apiKey, account.apiSecret, { identity, ttl });
      token.addGrant(new ChatGrant({ serviceSid }));
      return token.toJwt();
    },
    /** A client that is started, but perhaps not ready yet. */
    start(Sdk: typeof Client3, token: string): SdkClient {
      const uri = `ws://127.0.0.1:${port}/__t/tsock.us1.twilio.com/v3/wsconnect`;
      const client = new Sdk(token, { Twilsock: { uri }, logLevel: 'silent' } as ClientOptions);
      clients.push(client);
      return client;
    },
    async connect(Sdk: typeof Client3, identity: string, ttl?: number): Promise<SdkClient> {
      const client = this.start(Sdk, this.token(identity, ttl));
      await nextState(client, 'initialized');
      return client;
    },
    /** Throws when some of the traffic does not fit Twilio's OpenAPI. */
    async stop(unchecked: (entry: LoggedRequest) => boolean = () => false): Promise<void> {
      await Promise.all(clients.map(shutDown));
      clock.stop();
      await listener.stop();
      await hook.stop();
      const problems = checkRequests(log.all().filter((entry) => !unchecked(entry)));
      if (problems.length > 0) throw new Error(`Not as in Twilio's OpenAPI:\n${problems.join('\n')}`);
    },
  };
}

export type ConversationsHouse = Awaited<ReturnType<typeof startConversationsHouse>>;

export async function nextState(client: SdkClient, state: 'initialized' | 'failed'): Promise<void> {
  for await (const [now] of eventsOf(client, 'stateChanged')) if (now === state) return;
}

/**
 * A request of the SDK that is still in flight when it is shut down is an unhandled rejection there. What a client loads
 * by itself is a chain of a few requests, and they are answered in their order: after so many round trips it is through.
 */
async function shutDown(client: SdkClient): Promise<void> {
  for (let hop = 0; hop < 6 && client.connectionState === 'connected'; hop += 1) await client.getContentTemplates();
  await client.shutdown();
}

/** The SDK's emitter is Node's in all but type. */
const eventsOf = (client: SdkClient, name: string) =>
  (EventEmitter.on as (emitter: unknown, name: string) => AsyncIterable<unknown[]>)(client, name);

/** Below jest's own limit, so that a test which hangs says for what. */
const EVENT_LIMIT_MS = 15_000;

/** The next event of that name whose argument fits. */
export function next<Value>(
  emitter: unknown,
  name: string,
  fits: (value: Value) => boolean = () => true,
): Promise<Value> {
  const source = emitter as { on: (name: string, on: (value: Value) => void) => void; off: typeof source.on };
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`No ${name} within ${EVENT_LIMIT_MS / 1000} s`)), EVENT_LIMIT_MS);
    const onEvent = (value: Value) => {
      if (!fits(value)) return;
      clearTimeout(limit);
      source.off(name, onEvent);
      resolve(value);
    };
    source.on(name, onEvent);
  });
}

function helperFor(accountSid: string, authToken: string, port: number) {
  class LocalRequestClient extends twilio.RequestClient {
    override request<Data>(request: RequestClient.RequestOptions<Data>) {
      const uri = request.uri.replace(/^https:\/\//, `http://127.0.0.1:${port}/__t/`);
      return super.request<Data>({ ...request, uri });
    }
  }
  return twilio(accountSid, authToken, { httpClient: new LocalRequestClient() });
}

async function startWebhookReceiver() {
  const received: ReceivedWebhook[] = [];
  const arrived = new EventEmitter();
  let answer: (params: Record<string, string>, response: http.ServerResponse) => void = (_, response) => response.end();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const params = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
      received.push({ params, signature: String(request.headers['x-twilio-signature']) });
      answer(params, response);
      arrived.emit('webhook');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    types: () => received.map(({ params }) => params.EventType),
    /** From now on the receiver answers so. */
    answer(by: typeof answer) {
      answer = by;
    },
    async count(wanted: number): Promise<ReceivedWebhook[]> {
      while (received.length < wanted) await once(arrived, 'webhook');
      return received;
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
