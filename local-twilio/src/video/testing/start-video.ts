import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Twilio from 'twilio';
import AccessToken, { VideoGrant } from 'twilio/lib/jwt/AccessToken';
import { checkRequests } from '../../../../test/testing/openapi';
import type { Assumptions } from '../../assumptions';
import type { LoggedRequest } from '../../http/request-log';
import { startLocalTwilio } from '../../local-twilio';
import { runWithTwilioPort } from '../../preload.cjs';
import { SignalingClient } from './signaling-client';

export interface Callback {
  method: string;
  params: Record<string, string>;
  signature: string;
}

/** A local Twilio with the real helper library, clients that speak the signaling protocol, and a receiver of callbacks. */
export async function startVideo(assumptions: Partial<Assumptions> = {}, speed?: number) {
  const local = await startLocalTwilio({ assumptions, speed });
  const { account } = local;
  const receiver = await startReceiver();
  const clients: SignalingClient[] = [];
  return {
    local,
    receiver,
    /** Asks by the helper library. */
    rest: <Result>(work: (rooms: Twilio.Twilio['video']['v1']['rooms']) => Promise<Result>) =>
      runWithTwilioPort(local.port, () =>
        work(
          Twilio(account.apiKey, account.apiSecret, { accountSid: account.accountSid, keepAlive: false }).video.v1
            .rooms,
        ),
      ),
    /** `ttl` in seconds; without a room the grant is for any. */
    token(identity: string, { room, ttl = 3600 }: { room?: string; ttl?: number } = {}): string {
      const token = new AccessToken(account.accountSid, account.apiKey, account.apiSecret, { identity, ttl });
      token.addGrant(new VideoGrant({ room }));
      return token.toJwt();
    },
    async client(): Promise<SignalingClient> {
      const client = await SignalingClient.open(local.port);
      clients.push(client);
      return client;
    },
    /** Throws when some of the traffic does not fit Twilio's OpenAPI. */
    async stop(unchecked: (entry: LoggedRequest) => boolean = () => false): Promise<void> {
      for (const client of clients) client.cut();
      await local.stop();
      await receiver.stop();
      const problems = checkRequests(local.requests.all().filter((entry) => !unchecked(entry)));
      if (problems.length > 0) throw new Error(`Not as in Twilio's OpenAPI:\n${problems.join('\n')}`);
    },
  };
}

export type VideoHouse = Awaited<ReturnType<typeof startVideo>>;

async function startReceiver() {
  const received: Callback[] = [];
  const arrived = new EventEmitter();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const query = new URL(request.url ?? '/', 'http://receiver').searchParams;
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      const { method = '', headers } = request;
      const params = Object.fromEntries(method === 'GET' ? query : form);
      received.push({ method, params, signature: String(headers['x-twilio-signature']) });
      response.end();
      arrived.emit('callback');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/video`,
    async takes(count: number): Promise<Callback[]> {
      while (received.length < count) await once(arrived, 'callback');
      return received;
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
