import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { LocalDevelopmentServer } from '@twilio/runtime-handler/dev';
import { runWithTwilioPort } from '../local-twilio/src/preload.cjs';
import { servedText } from './functions-server/assets';
import { errorReply } from './functions-server/error-reply';
import { forwardRequest, forwardUpgrade } from './functions-server/forward-to-twilio';
import { type FunctionLog, withFunctionLog } from './functions-server/function-console';
import { isSigned } from './functions-server/is-signed';
import { parseBody } from './functions-server/parse-body';
import { readBody } from './functions-server/read-body';
import { listRoutes, type ServedFile } from './functions-server/routes';
import { copyFunctions, type ServedCopy } from './functions-server/served-copy';
import { PROJECT_FOLDER } from './project-folder';

export interface FunctionsSettings {
  /** What the Functions find in `context`. */
  environment: Record<string, string>;
  /** Checks X-Twilio-Signature. The Functions never see it. */
  authToken: string;
  twilioPort: number;
  /** Whether pages of other origins may read an asset; see the assumption of the same name. */
  assetsAllowOrigins?: boolean;
  /** A page that is a phone: the customer page gets a button that opens it. */
  phoneUrl?: string;
  /** True: pages reach Twilio itself, and nothing of theirs is passed on to `twilioPort`. */
  pagesReachTwilio?: boolean;
  /** What the Functions find as DOMAIN_NAME; this server's own host and port when absent. */
  domainName?: string;
}

export interface FunctionsServerOptions {
  /** 0 takes a free one. */
  port?: number;
  /** Asked once, when the URL of this server is known: a local Twilio that is started there can be told where to call. */
  settings: (url: string) => FunctionsSettings | Promise<FunctionsSettings>;
  /** Folder of `functions` and `assets`. */
  distFolder?: string;
  /** Folder of the node_modules that Twilio's runtime takes the helper library from. */
  baseFolder?: string;
  /** Takes what the Functions write with `console`. */
  log?: FunctionLog;
  /** A warning for the developer who watches the terminal. */
  say?: (line: string) => void;
}

export interface FunctionsServer {
  /** http://127.0.0.1:PORT */
  url: string;
  /** Serves what dist/ holds now. */
  reload(): void;
  stop(): Promise<void>;
}

/** The platform's limits: https://www.twilio.com/docs/serverless/functions-assets/faq and …/headers-and-cookies/limitations */
const EXECUTION_LIMIT_MS = 10_000;
const HEADER_LIMIT = { count: 90, bytes: 15 * 1024 };

/** Serves dist/ on 127.0.0.1 as Twilio would: Twilio's own local runtime, behind the checks that Twilio's gateway makes. */
export async function startFunctionsServer(options: FunctionsServerOptions): Promise<FunctionsServer> {
  const server = new Gateway(options);
  await server.listen();
  try {
    await server.open();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

class Gateway implements FunctionsServer {
  url = '';
  readonly #server = http.createServer((request, response) => void this.#answer(request, response));
  readonly #open = new Set<Socket>();
  readonly #running = new Set<Promise<void>>();
  readonly #distFolder: string;
  #settings: FunctionsSettings = { environment: {}, authToken: '', twilioPort: 0 };
  #copy: ServedCopy | undefined;
  #functions = new Map<string, ServedFile>();
  #runtime: RequestHandler = (_request, response) =>
    errorReply(response, 503, 'starting', 'The Functions are not ready yet.');

  constructor(private readonly options: FunctionsServerOptions) {
    this.#distFolder = options.distFolder ?? path.join(PROJECT_FOLDER, 'dist');
    this.#server.on('upgrade', (request, socket, head) => {
      if (isForTwilio(request) && !this.#settings.pagesReachTwilio)
        forwardUpgrade(this.#settings.twilioPort, request, socket, head);
      else socket.destroy();
    });
    this.#server.on('connection', (socket) => {
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.options.port ?? 0, '127.0.0.1', resolve);
    });
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async open(): Promise<void> {
    this.#settings = await this.options.settings(this.url);
    this.reload();
  }

  reload(): void {
    const previous = this.#copy;
    this.#copy = copyFunctions(this.#distFolder);
    const functions = listRoutes(this.#copy.folder, '.js');
    const { domainName, environment } = this.#settings;
    const runtime = new LocalDevelopmentServer(new URL(this.url).port, {
      baseDir: this.options.baseFolder ?? PROJECT_FOLDER,
      env: environment,
      routes: { functions, assets: listRoutes(path.join(this.#distFolder, 'assets')) },
      url: domainName ? `https://${domainName}` : this.url,
      port: Number(new URL(this.url).port),
      appName: 'flex-handoff',
      live: false,
      logs: false,
      forkProcess: false,
      detailedLogs: false,
      legacyMode: false,
      enableDebugLogs: false,
    });
    this.#functions = new Map(functions.map((file) => [file.path, file]));
    this.#runtime = runtime.getApp() as unknown as RequestHandler;
    previous?.remove();
  }

  /** Functions that run are let run to their end, also those whose caller has gone away. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    while (this.#running.size > 0) await Promise.all(this.#running);
    for (const socket of this.#open) socket.destroy();
    await closed;
    this.#copy?.remove();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const urlPath = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const { pagesReachTwilio } = this.#settings;
    const redirects = request.method === 'GET' && !pagesReachTwilio;
    const text = redirects
      ? servedText(path.join(this.#distFolder, 'assets'), urlPath, this.#settings.phoneUrl)
      : undefined;
    if (text) {
      this.#allowOrigins(response);
      response.writeHead(200, { 'content-type': text.contentType, 'cache-control': 'no-store' });
      response.end(text.text);
      return;
    }
    if (isForTwilio(request) && !pagesReachTwilio) return forwardRequest(this.#settings.twilioPort, request, response);
    const target = this.#functions.get(urlPath);
    try {
      if (target) await this.#callFunction(target, request, response);
      else this.#sendAsset(urlPath, request, response);
    } catch (error) {
      if (request.destroyed && !response.writable) return; // the caller went away
      this.options.say?.(
        `${request.method} ${urlPath} failed: ${error instanceof Error ? error.message : String(error)}`,
      );
      errorReply(response, 500, 'internal', 'The local web server failed; its terminal says why.');
    }
  }

  /** /favicon.ico would be a redirect to twilio.com. */
  #sendAsset(urlPath: string, request: IncomingMessage, response: ServerResponse): void {
    if (urlPath === '/favicon.ico') return void response.writeHead(204).end();
    this.#allowOrigins(response);
    this.#runtime(request, response);
  }

  #allowOrigins(response: ServerResponse): void {
    if (this.#settings.assetsAllowOrigins) response.setHeader('access-control-allow-origin', '*');
  }

  async #callFunction(target: ServedFile, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, code: string, message: string) => errorReply(response, status, code, message);
    const { method = 'GET' } = request;
    const body = await readBody(request);
    if (areTooLarge(request)) return refuse(431, 'headers_too_large', 'Send at most 90 headers and 15 KB of them.');
    if (method === 'OPTIONS') return this.#runtime(request, response);
    if (method !== 'GET' && method !== 'POST')
      return refuse(405, 'method_not_allowed', `Use GET or POST, not ${method}.`);
    if (!body) return refuse(413, 'body_too_large', 'Send at most 6 MB.');
    if (method === 'GET' && body.length > 0) return refuse(403, 'body_not_allowed', 'A GET request has no body.');
    if (target.access === 'private') return refuse(403, 'private', 'This Function is private.');
    const parameters = parseBody(request.headers['content-type'] ?? '', body);
    if (!parameters) return refuse(400, 'malformed_json', 'The body is not valid JSON; send an object.');
    if (target.access === 'protected' && !isSigned(request, parameters, body, this.#settings.authToken)) {
      return refuse(400, 'invalid_signature', 'Only Twilio may call this Function: X-Twilio-Signature does not fit.');
    }
    // body-parser leaves a request alone that carries this mark.
    Object.assign(request, { body: parameters, _body: true });
    this.#limitTime(target.path, response);
    this.#remember(answered(response));
    const run = () => runWithTwilioPort(this.#settings.twilioPort, () => this.#runtime(request, response));
    if (this.options.log) withFunctionLog(this.options.log, run);
    else run();
  }

  #remember(running: Promise<void>): void {
    this.#running.add(running);
    void running.then(() => this.#running.delete(running));
  }

  #limitTime(name: string, response: ServerResponse): void {
    const limit = setTimeout(() => {
      this.options.say?.(`${name} did not answer within ${EXECUTION_LIMIT_MS / 1000} s`);
      errorReply(response, 504, 'execution_timeout', 'The Function did not answer within 10 seconds.');
      response.end();
    }, EXECUTION_LIMIT_MS);
    void answered(response).then(() => clearTimeout(limit));
  }
}

/** Resolves when `end` is called: 'finish' does not come when the caller has gone away. */
function answered(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const end = response.end.bind(response) as (...parts: unknown[]) => ServerResponse;
    response.end = (...parts: unknown[]) => {
      resolve();
      return end(...parts);
    };
  });
}

const isForTwilio = (request: IncomingMessage) => /^\/__t\/[^/]+\.twilio\.com(\/|$)/.test(request.url ?? '');

function areTooLarge({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.length / 2 > HEADER_LIMIT.count || rawHeaders.join('').length > HEADER_LIMIT.bytes;
}
