import http from 'node:http';
import https from 'node:https';
import type { Account } from '../account/account';
import type { RequestLog } from '../http/request-log';
import { ServedDomains } from '../serverless/served-domains';
import { signature } from './signature';

export interface WebhookReply {
  /** 0: no answer within the time, or no connection. */
  status: number;
  contentType: string;
  body: string;
}

export interface OutgoingRequest {
  url: string;
  method: string;
  /** Of a form: they are signed with the URL. */
  params: Record<string, string>;
  body: string;
  contentType: string;
  headers?: Record<string, string>;
}

/** Parameters in the query of a GET, else as a form. */
export function formRequest(url: string, params: Record<string, string>, method = 'POST'): OutgoingRequest {
  const query = new URLSearchParams(params).toString();
  const target = new URL(url);
  if (method === 'GET') target.search = [target.search.slice(1), query].filter(Boolean).join('&');
  return {
    url: target.href,
    method,
    params,
    body: method === 'GET' ? '' : query,
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
  };
}

const noAnswer = (milliseconds: number) => `No answer within ${milliseconds} ms`;

/**
 * Sends signed, form-encoded requests as Twilio does. There is no TLS on a laptop: a URL at 127.0.0.1 or localhost, or
 * at a deployed domain, is signed as it stands, https, and called over plain HTTP.
 */
export class WebhookDelivery {
  constructor(
    private readonly account: Account,
    private readonly log: RequestLog,
    private readonly domains = new ServedDomains(),
  ) {}

  /** Whether the URL is at a domain of Functions that were deployed here. */
  serves({ hostname }: URL): boolean {
    return this.domains.originOf(hostname) !== undefined;
  }

  async send(url: string, params: Record<string, string>, timeoutMs: number, method = 'POST'): Promise<WebhookReply> {
    return this.request(formRequest(url, params, method), timeoutMs);
  }

  /** Any signed request. It is given up after so many milliseconds, or when the signal says so. */
  async request(outgoing: OutgoingRequest, timeoutMs: number, signal?: AbortSignal): Promise<WebhookReply> {
    const started = Date.now();
    const { method, body, params } = outgoing;
    const target = new URL(outgoing.url);
    const headers: Record<string, string> = {
      'content-type': outgoing.contentType,
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': signature(this.account.authToken, target.href, method === 'GET' ? {} : params),
      'content-length': String(Buffer.byteLength(body)),
      ...outgoing.headers,
    };
    const reply = await request(this.#addressOf(target), method, headers, body, timeoutMs, signal).catch(
      (error: Error): WebhookReply => ({
        status: 0,
        contentType: '',
        body: signal?.aborted ? noAnswer(timeoutMs) : error.message,
      }),
    );
    this.log.add({
      direction: 'webhook',
      at: new Date(started).toISOString(),
      method,
      url: target.href,
      requestHeaders: headers,
      requestBody: body,
      status: reply.status,
      responseBody: reply.body,
      milliseconds: Date.now() - started,
    });
    return reply;
  }

  #addressOf(url: URL): Address {
    const { protocol, hostname, port, pathname, search } = url;
    const path = pathname + search;
    const origin = this.domains.originOf(hostname);
    if (origin) {
      const server = new URL(origin);
      return { transport: http, hostname: server.hostname, port: server.port, path, headers: { host: url.host } };
    }
    const loopback = hostname === '127.0.0.1' || hostname === 'localhost';
    return { transport: protocol === 'https:' && !loopback ? https : http, hostname, port, path, headers: {} };
  }
}

interface Address {
  transport: typeof http | typeof https;
  hostname: string;
  port: string;
  path: string;
  headers: Record<string, string>;
}

function request(
  { transport, headers: more, ...address }: Address,
  method: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<WebhookReply> {
  return new Promise((resolve, reject) => {
    const outgoing = transport.request(
      { ...address, method, headers: { ...headers, ...more }, agent: false, signal },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            contentType: incoming.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error(noAnswer(timeoutMs))));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
