import type { IncomingMessage, ServerResponse } from 'node:http';
import { ControlError, readAdvance, readFault } from './control-bodies';
import type { Fault } from './faults';
import { isLoopback } from './loopback';
import type { LoggedRequest } from './request-log';

/** What the control API can do; `local-twilio.ts` says how. */
export interface ControlActions {
  fail(fault: Fault): void;
  mend(): void;
  drop(): void;
  advance(seconds: number): { now: string };
  requests(): LoggedRequest[];
  state(): unknown;
  agents(): unknown[];
  /** Undefined: there is no such worker. */
  agentToken(workerSid: string): { token: string; flexInstanceSid: string } | undefined;
  executions(conversationSid: string | undefined): unknown[];
  /** Origin of the Functions, if it is known. */
  functionsUrl(): string | undefined;
}

interface ControlCall {
  query: URLSearchParams;
  body: unknown;
  /** The last variable segment of the path. */
  sid: string;
}

type Reply = { status: number; body?: unknown };
type Action = (actions: ControlActions, call: ControlCall) => Reply;

const ok = (body: unknown): Reply => ({ status: 200, body });

const DONE: Reply = { status: 204 };

const ROUTES: { method: string; path: RegExp; action: Action }[] = [
  {
    method: 'POST',
    path: /^\/_local\/faults$/,
    action: (actions, { body }) => {
      actions.fail(readFault(body));
      return DONE;
    },
  },
  {
    method: 'DELETE',
    path: /^\/_local\/faults$/,
    action: (actions) => {
      actions.mend();
      return DONE;
    },
  },
  {
    method: 'POST',
    path: /^\/_local\/drop$/,
    action: (actions) => {
      actions.drop();
      return DONE;
    },
  },
  {
    method: 'POST',
    path: /^\/_local\/advance$/,
    action: (actions, { body }) => ok(actions.advance(readAdvance(body))),
  },
  { method: 'GET', path: /^\/_local\/requests$/, action: (actions) => ok({ requests: actions.requests() }) },
  { method: 'GET', path: /^\/_local\/state$/, action: (actions) => ok(actions.state()) },
  { method: 'GET', path: /^\/_local\/agents$/, action: (actions) => ok({ agents: actions.agents() }) },
  {
    method: 'POST',
    path: /^\/_local\/agents\/([^/]+)\/token$/,
    action: (actions, { sid }) => {
      const token = actions.agentToken(sid);
      if (!token)
        throw new ControlError(404, 'worker_not_found', `There is no worker ${sid}; GET /_local/agents lists them`);
      return ok(token);
    },
  },
  {
    method: 'GET',
    path: /^\/_local\/executions$/,
    action: (actions, { query }) => ok({ executions: actions.executions(query.get('conversationSid') ?? undefined) }),
  },
  {
    method: 'GET',
    path: /^\/_local\/functions$/,
    action: (actions) => ok({ url: actions.functionsUrl() ?? null }),
  },
];

/**
 * The control API under /_local/: JSON, for programs and pages of this machine alone. Answers false when the path is
 * not its own.
 */
export function serveControl(
  actions: ControlActions,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): boolean {
  const [path = '', query] = (request.url ?? '').split('?', 2);
  if (!path.startsWith('/_local/')) return false;
  try {
    refuseForeigners(request);
    send(
      response,
      answer(actions, request.method ?? 'GET', path, { query: new URLSearchParams(query), body: parse(body) }),
    );
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    send(response, { status: error.status, body: { error: { code: error.code, message: error.message } } });
  }
  return true;
}

function answer(actions: ControlActions, method: string, path: string, call: Omit<ControlCall, 'sid'>): Reply {
  const here = ROUTES.filter((route) => route.path.test(path));
  if (here.length === 0) throw new ControlError(404, 'not_found', `The control API has no ${path}`);
  const route = here.find((candidate) => candidate.method === method);
  if (!route) {
    const allowed = here.map((candidate) => candidate.method).join(', ');
    throw new ControlError(405, 'method_not_allowed', `${path} takes ${allowed}, not ${method}`);
  }
  return route.action(actions, { ...call, sid: route.path.exec(path)?.[1] ?? '' });
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ControlError(400, 'malformed_json', 'The body is not JSON');
  }
}

/**
 * A web site that the developer happens to visit could reach this port, and by DNS rebinding even read the answers:
 * then the Host header or the Origin names the site.
 */
function refuseForeigners({ headers }: IncomingMessage): void {
  if (!isLoopback(`http://${headers.host}`)) {
    throw new ControlError(403, 'foreign_host', 'The control API is for 127.0.0.1 and localhost alone');
  }
  const crossSite = headers['sec-fetch-site'] === 'cross-site';
  if (crossSite || (headers.origin !== undefined && !isLoopback(headers.origin))) {
    throw new ControlError(403, 'foreign_origin', 'Pages of other sites may not use the control API');
  }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
