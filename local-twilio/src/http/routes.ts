import type { IncomingHttpHeaders } from 'node:http';
import type { Form } from './form';

export interface RestRequest {
  /** The Twilio host that the caller meant, such as `conversations.twilio.com`. */
  host: string;
  method: string;
  path: string;
  /** `:name` segments of the route, percent-decoded. */
  params: Record<string, string>;
  query: URLSearchParams;
  form: Form;
  headers: IncomingHttpHeaders;
  /** The raw body, for JSON and media. */
  body: Buffer;
}

export interface RestReply {
  status: number;
  /** Sent as JSON; a Buffer is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

export type Handler = (request: RestRequest) => RestReply | Promise<RestReply>;

/** `open`: no Basic authentication (media by token, status pages). */
export interface RouteOptions {
  open?: boolean;
}

interface Route extends RouteOptions {
  method: string;
  segments: string[];
  handler: Handler;
}

/** The REST routes of every Twilio host. A literal segment wins over a parameter. */
export class Routes {
  #routes = new Map<string, Route[]>();

  /** `on('POST', 'sync.twilio.com', '/v1/Services/:serviceSid/Documents', handler)` */
  on(
    method: 'GET' | 'POST' | 'DELETE',
    host: string,
    pattern: string,
    handler: Handler,
    options: RouteOptions = {},
  ): void {
    const routes = this.#routes.get(host) ?? [];
    routes.push({ method, segments: pattern.split('/'), handler, ...options });
    this.#routes.set(host, routes);
  }

  find(method: string, host: string, path: string): { route: Route; params: Record<string, string> } | undefined {
    const given = path.split('/');
    let best: { route: Route; params: Record<string, string>; literals: number } | undefined;
    for (const route of this.#routes.get(host) ?? []) {
      if (route.method !== method || route.segments.length !== given.length) continue;
      const params = matchSegments(route.segments, given);
      if (!params) continue;
      const literals = route.segments.filter((segment) => !segment.startsWith(':')).length;
      if (!best || literals > best.literals) best = { route, params, literals };
    }
    return best;
  }
}

function matchSegments(pattern: string[], given: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':')) {
      if (value === '') return undefined;
      params[segment.slice(1)] = decodeURIComponent(value);
    } else if (segment !== value) {
      return undefined;
    }
  }
  return params;
}
