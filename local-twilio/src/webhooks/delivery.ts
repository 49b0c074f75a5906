import http from 'node:http';
import https from 'node:https';
import type { Account } from '../account/account';
import type { RequestLog } from '../http/request-log';
import { signature } from './signature';

export interface WebhookReply {
  /** 0: no answer within the time, or no connection. */
  status: number;
  contentType: string;
  body: string;
}

/**
 * Sends signed, form-encoded requests as Twilio does. There is no TLS on a laptop: a URL at 127.0.0.1 or localhost is
 * signed as it stands, https, and called over plain HTTP.
 */
export class WebhookDelivery {
  constructor(
    private readonly account: Account,
    private readonly log: RequestLog,
  ) {}

  async send(url: string, params: Record<string, string>, timeoutMs: number, method = 'POST'): Promise<WebhookReply> {
    const started = Date.now();
    const target = new URL(url);
    const query = new URLSearchParams(params).toString();
    const body = method === 'GET' ? '' : query;
    if (method === 'GET') target.search = [target.search.slice(1), query].filter(Boolean).join('&');
    const headers: Record<string, string> = {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': signature(this.account.authToken, target.href, method === 'GET' ? {} : params),
      'content-length': String(Buffer.byteLength(body)),
    };
    const reply = await request(target, method, headers, body, timeoutMs).catch(
      (error: Error): WebhookReply => ({ status: 0, contentType: '', body: error.message }),
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
}

function request(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<WebhookReply> {
  const loopback = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  const transport = url.protocol === 'https:' && !loopback ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = transport.request(
      { hostname: url.hostname, port: url.port, path: url.pathname + url.search, method, headers, agent: false },
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
    outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error(`No answer within ${timeoutMs} ms`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
