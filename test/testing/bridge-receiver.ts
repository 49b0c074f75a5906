import { createHmac } from 'node:crypto';
import { EventEmitter } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until';

export const BRIDGE_SECRET = 'bridge-secret-of-thirty-two-letters';

export interface News {
  conversationSid: string;
  messages: { messageSid: string; index: number; from: string; name?: string; text: string }[];
  state: string;
  last: number;
}

/** A server that bridged chats are told to. */
export class BridgeReceiver extends EventEmitter {
  /** Everything that came, also what was refused. */
  readonly requests: { genuine: boolean; answered: number; news: News }[] = [];
  /** What it answers from now on. */
  status = 204;
  /** Takes requests and answers none. */
  silent = false;
  readonly #server = http.createServer((request, response) => void this.#take(request, response));

  static async start(): Promise<BridgeReceiver> {
    const receiver = new BridgeReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/news`;
  }

  /** The messages of a chat, repeats dropped by MessageSid, in order. */
  messages(conversationSid: string): News['messages'] {
    const taken = this.requests.filter(
      ({ news, answered }) => news.conversationSid === conversationSid && answered < 300,
    );
    const bySid = new Map(taken.flatMap(({ news }) => news.messages).map((message) => [message.messageSid, message]));
    return [...bySid.values()].sort((one, other) => one.index - other.index);
  }

  texts(conversationSid: string): string[] {
    return this.messages(conversationSid).map(({ text }) => text);
  }

  hears(conversationSid: string, words: string): Promise<News['messages'][number]> {
    return until(`the receiver hears ${words}`, this, ['news'], () =>
      this.messages(conversationSid).find(({ text }) => text.includes(words)),
    );
  }

  /** Waits for so many requests, taken or refused. */
  async gets(count: number): Promise<void> {
    await until(`the receiver gets ${count} requests`, this, ['news'], () => this.requests.length >= count);
  }

  async seesTheEnd(conversationSid: string): Promise<void> {
    await until('the receiver sees the end', this, ['news'], () =>
      this.requests.some(({ news, answered }) => {
        return news.conversationSid === conversationSid && news.state === 'closed' && answered < 300;
      }),
    );
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray()).toString('utf8');
    const header = String(request.headers['x-flex-handoff-signature']);
    const time = /^t=(\d+),/.exec(header)?.[1];
    const expected = `t=${time},v1=${createHmac('sha256', BRIDGE_SECRET).update(`${time}.${body}`).digest('hex')}`;
    const news = JSON.parse(body) as News;
    this.requests.push({ genuine: header === expected, answered: this.status, news });
    if (!this.silent) response.writeHead(this.status).end();
    this.emit('news');
  }
}
