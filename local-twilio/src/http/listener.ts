import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Account } from '../account/account';
import { requireAccount } from './basic-authentication';
import { badRequest, notFound, TwilioError } from './errors';
import type { Faults } from './faults';
import { Form } from './form';
import { forwardToDomain } from './forward-to-domain';
import { isLoopback } from './loopback';
import type { RequestLog } from './request-log';
import type { RestReply, RestRequest, Routes } from './routes';

export interface SocketRequest {
  /** http://HOST:PORT at which the client has found us: this process, or the web server in front of it. */
  origin: string;
  host: string;
  path: string;
  query: URLSearchParams;
  /** It comes from a program or a page of this machine, and not from a site that the developer happens to visit. */
  isLocal: boolean;
}

export interface ListenerOptions {
  account: Account;
  routes: Routes;
  faults: Faults;
  log: RequestLog;
  /** Added to each REST call, never to sockets. */
  latencyMs: number;
  /** `host + path` of each WebSocket front, such as `tsock.us1.twilio.com/v3/wsconnect`. */
  onSocket: (request: SocketRequest, socket: WebSocket) => boolean;
  /** Requests that name no Twilio host: pages and the control API. False: nobody there. */
  onLocal: (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<boolean>;
  /** The server of a deployed domain: http://127.0.0.1:PORT. Undefined: nobody serves it. */
  originOf?: (domain: string) => string | undefined;
  say: (line: string) => void;
}

/** One port for every Twilio host. The host comes from `/__t/<host>/…` or from the Host header. */
export class Listener {
  readonly #server: http.Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #open = new Set<Socket>();
  /** REST requests whose work is not done, even if nobody waits for the answer any more. */
  readonly #underWay = new Set<Promise<void>>();

  constructor(private readonly options: ListenerOptions) {
    this.#server = http.createServer((request, response) => {
      this.#answer(request, response).catch((error) => {
        const problem = isMalformedUrl(error) ? badRequest(20001, 'The URL is malformed') : error;
        send(response, errorReply(problem, options.say), request);
      });
    });
    this.#server.keepAliveTimeout = 60_000;
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#server.on('connection', (socket) => {
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
    });
  }

  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  /** Cuts every WebSocket, as a lost network would. */
  dropSockets(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /** Once no REST request is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async stop(): Promise<void> {
    this.dropSockets();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      for (const socket of this.#open) socket.destroy();
    });
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    let target: Target;
    try {
      target = resolveTarget(request);
    } catch {
      stream.destroy();
      return;
    }
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => socket.terminate());
      const taken = this.options.onSocket(
        {
          origin: `http://${request.headers.host}`,
          host: target.host,
          path: target.url.pathname,
          query: target.url.searchParams,
          isLocal: isLocal(request),
        },
        socket,
      );
      if (!taken) {
        this.options.say(`Nobody answers the WebSocket ${target.host}${target.url.pathname}`);
        socket.close(1011, 'No such socket');
      }
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return; // the caller went away
    }
    const body = Buffer.concat(chunks);
    const target = resolveTarget(request);
    if (!target.host) {
      if (!(await this.options.onLocal(request, response, body))) {
        send(response, { status: 404, body: notFound(target.url.pathname) }, request);
      }
      return;
    }
    if (DEPLOYED_HOST.test(target.host)) return this.#deployed(request, response, body, target);
    if (request.method === 'OPTIONS') return send(response, { status: 204 }, request);
    const work = this.#rest(request, response, body, target);
    this.#underWay.add(work);
    await work.finally(() => this.#underWay.delete(work));
  }

  #deployed(request: IncomingMessage, response: ServerResponse, body: Buffer, { host, url }: Target): void {
    const origin = this.options.originOf?.(host);
    if (origin) forwardToDomain(origin, request, response, body, { host, path: url.pathname + url.search });
    else send(response, { status: 404, body: notFound(url.href) }, request);
  }

  async #rest(request: IncomingMessage, response: ServerResponse, body: Buffer, target: Target): Promise<void> {
    const { account, routes, faults, log } = this.options;
    const started = Date.now();
    const method = request.method ?? 'GET';
    const path = target.url.pathname;
    const fault = faults.take(target.host, method, path);
    const delay = this.options.latencyMs + (fault?.latencyMs ?? 0);
    if (delay > 0) await wait(delay);
    // Who has gone before their turn is not served: what is lost after the work is a fault of its own.
    if (request.socket.destroyed) return;

    let reply: RestReply | undefined;
    const found = routes.find(method, target.host, path);
    const failing = fault && (fault.reset || fault.status);
    if (!failing || fault.afterwards) {
      try {
        if (!found) {
          this.options.say(`501 ${method} https://${target.host}${path}: this local Twilio does not know that request`);
          throw new TwilioError(501, 20501, `The local Twilio does not know ${method} https://${target.host}${path}`);
        }
        if (!found.route.open) requireAccount(request.headers, account, { host: target.host, path });
        const form = new Form(new URLSearchParams(isForm(request) ? body.toString('utf8') : ''));
        const call: RestRequest = {
          host: target.host,
          method,
          path,
          params: found.params,
          query: target.url.searchParams,
          form,
          headers: request.headers,
          body,
        };
        reply = await found.route.handler(call);
      } catch (error) {
        reply = errorReply(error, this.options.say);
      }
    }
    if (failing && fault.status && !fault.reset) {
      const code = fault.status === 429 ? 20429 : 20500;
      reply = { status: fault.status, body: new TwilioError(fault.status, code, 'A fault that was asked for') };
    }
    log.add({
      direction: 'rest',
      at: new Date(started).toISOString(),
      method,
      url: target.url.href,
      requestHeaders: plainHeaders(request),
      requestBody: isForm(request) || isJson(request) ? body.toString('utf8') : `(${body.length} bytes)`,
      status: fault?.reset ? 0 : (reply?.status ?? 0),
      responseBody: reply?.body instanceof Buffer ? `(${reply.body.length} bytes)` : toPlain(reply?.body),
      milliseconds: Date.now() - started,
    });
    if (fault?.reset) {
      request.socket.destroy();
      return;
    }
    send(response, reply ?? { status: 500 }, request);
  }
}

/** By DNS rebinding a foreign site has a Host of its own; otherwise the Origin names it. */
const isLocal = ({ headers }: IncomingMessage): boolean =>
  isLoopback(`http://${headers.host}`) && (headers.origin === undefined || isLoopback(headers.origin));

interface Target {
  /** Empty: no Twilio host was meant. */
  host: string;
  url: URL;
}

/** `//` has no host, `%zz` no meaning. */
const isMalformedUrl = (error: unknown) =>
  error instanceof URIError || (error as NodeJS.ErrnoException).code === 'ERR_INVALID_URL';

const TWILIO_HOST = /^(?:[a-z0-9-]+\.)*twilio\.com$/;
/** Where Functions are deployed to. */
const DEPLOYED_HOST = /^[a-z0-9-]+\.twil\.io$/;

function resolveTarget(request: IncomingMessage): Target {
  const path = request.url ?? '/';
  const mapped = /^\/__t\/([^/]+)(\/.*)?$/.exec(path);
  const host = mapped?.[1] ?? (request.headers.host ?? '').split(':')[0] ?? '';
  if (!TWILIO_HOST.test(host) && !DEPLOYED_HOST.test(host)) return { host: '', url: new URL(path, 'http://local') };
  return { host, url: new URL(mapped ? (mapped[2] ?? '/') : path, `https://${host}`) };
}

function errorReply(error: unknown, say: (line: string) => void): RestReply {
  if (error instanceof TwilioError) return { status: error.status, body: error };
  say(`The local Twilio failed: ${error instanceof Error ? error.stack : String(error)}`);
  return { status: 500, body: new TwilioError(500, 20500, 'The local Twilio failed; its terminal says why') };
}

const isForm = (request: IncomingMessage) => (request.headers['content-type'] ?? '').includes('x-www-form-urlencoded');
const isJson = (request: IncomingMessage) => (request.headers['content-type'] ?? '').includes('json');

/** As it goes over the wire. */
const toPlain = (body: unknown): unknown => (body === undefined ? undefined : JSON.parse(JSON.stringify(body)));

function plainHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (name !== 'authorization') headers[name] = String(value);
  return headers;
}

/** Media and SDK requests come from pages on other ports, so every answer carries CORS headers. */
function send(response: ServerResponse, reply: RestReply, request: IncomingMessage): void {
  const raw = reply.body instanceof Buffer;
  response.writeHead(reply.status, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    ...(reply.body === undefined || raw ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...reply.headers,
  });
  response.end(reply.body === undefined ? undefined : raw ? reply.body : JSON.stringify(reply.body));
}
