import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { signature } from '../../webhooks/signature';

export interface FunctionCall {
  path: string;
  params: Record<string, string>;
  /** Whether X-Twilio-Signature fits https://<host><path> and the parameters. */
  signed: boolean;
}

export interface FunctionReply {
  /** 200 when absent; 0 never answers. */
  status?: number;
  /** application/json when absent. */
  contentType?: string;
  body: unknown;
}

/** Functions on a port of their own: each call takes the next answer of its path. */
export class FunctionServer {
  readonly calls: FunctionCall[] = [];
  readonly #replies = new Map<string, FunctionReply[]>();
  readonly #server: http.Server;

  constructor(private readonly authToken: string) {
    this.#server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = request.url ?? '';
        const params = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
        const expected = signature(this.authToken, `https://${request.headers.host}${path}`, params);
        this.calls.push({ path, params, signed: request.headers['x-twilio-signature'] === expected });
        const replies = this.#replies.get(path) ?? [];
        const reply = replies.length > 1 ? replies.shift() : replies[0];
        if (reply?.status === 0) return;
        const type = reply?.contentType ?? 'application/json; charset=utf-8';
        response.writeHead(reply?.status ?? (reply ? 200 : 404), { 'content-type': type });
        response.end(typeof reply?.body === 'string' ? reply.body : JSON.stringify(reply?.body ?? {}));
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The answers of a path, one after the other; the last one stays. */
  answer(path: string, ...replies: FunctionReply[]): void {
    this.#replies.set(path, replies);
  }
}
