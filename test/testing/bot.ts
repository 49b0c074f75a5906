import { EventEmitter } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import AccessToken, { ChatGrant } from 'twilio/lib/jwt/AccessToken';
import { onAccount } from './account';
import { Customer } from './customer';
import type { House } from './house';
import { until } from './until';

/** A bot of somebody else's: a server that Conversations tells what is said. */
export class Bot {
  readonly heard: string[] = [];
  readonly #events = new EventEmitter();

  private constructor(readonly server: http.Server) {
    server.on('request', async (request: http.IncomingMessage, response: http.ServerResponse) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      this.heard.push(new URLSearchParams(Buffer.concat(chunks).toString()).get('Body') ?? '');
      response.end();
      this.#events.emit('heard');
    });
  }

  static async start(): Promise<Bot> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Bot(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/bot`;
  }

  hears(text: string): Promise<unknown> {
    return until(`the bot hears ${text}`, this.#events, ['heard'], () => this.heard.includes(text));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const IDENTITY = 'visitor-7';

/** A chat that is not of our making: a customer, and a bot that answers. */
export async function chatWithBot(house: House, bot: Bot): Promise<Customer> {
  const { account } = house.twilio;
  const conversationSid = await onAccount(house, async ({ conversations }) => {
    const service = conversations.v1.services(account.conversationsServiceSid);
    const { sid } = await service.conversations.create({ friendlyName: 'Made elsewhere' });
    await service.conversations(sid).participants.create({ identity: IDENTITY });
    await service.conversations(sid).webhooks.create({
      target: 'webhook',
      'configuration.url': bot.url,
      'configuration.method': 'post',
      'configuration.filters': ['onMessageAdded'],
    });
    return sid;
  });
  const token = new AccessToken(account.accountSid, account.apiKey, account.apiSecret, {
    identity: IDENTITY,
    ttl: 3600,
  });
  token.addGrant(new ChatGrant({ serviceSid: account.conversationsServiceSid }));
  return Customer.connect(house, {
    conversationSid,
    identity: IDENTITY,
    token: token.toJwt(),
    tokenExpiresAt: '',
    session: '',
  });
}
