import { TwilioError } from '../http/errors';

/** The client that asks; what happens later is told to it by notifications. */
export interface ClientConnection {
  readonly identity: string;
  /** http://HOST:PORT at which it has found us. */
  readonly origin: string;
  notify(messageType: string, payload: unknown): void;
}

/** An HTTP request that travels inside the socket. */
export interface UpstreamRequest {
  connection: ClientConnection;
  /** Whose Access Token it is. */
  identity: string;
  method: string;
  path: string;
  /** `:name` segments of the route, percent-decoded. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** Fields of a JSON or form body. */
  body: Record<string, unknown>;
}

export interface UpstreamReply {
  status: number;
  body?: unknown;
  /** Runs once the reply is on its way. */
  afterwards?: () => void;
}

type Handler = (request: UpstreamRequest) => UpstreamReply;

/** The requests that the SDK sends through its socket, by method and path. */
export class UpstreamRoutes {
  #routes: { method: string; segments: string[]; handler: Handler }[] = [];

  on(method: 'GET' | 'POST' | 'DELETE', pattern: string, handler: Handler): void {
    this.#routes.push({ method, segments: pattern.split('/'), handler });
  }

  /** Answers, errors included. */
  answer(request: Omit<UpstreamRequest, 'params'>, say: (line: string) => void): UpstreamReply {
    try {
      for (const { method, segments, handler } of this.#routes) {
        const params = method === request.method ? match(segments, request.path.split('/')) : undefined;
        if (params) return handler({ ...request, params });
      }
      say(`501 ${request.method} ${request.path} (SDK): this local Twilio does not know that request`);
      throw new TwilioError(501, 20501, `The local Twilio does not know ${request.method} ${request.path}`);
    } catch (error) {
      if (error instanceof TwilioError) return { status: error.status, body: error };
      say(`The local Twilio failed: ${error instanceof Error ? error.stack : String(error)}`);
      return { status: 500, body: new TwilioError(500, 20500, 'The local Twilio failed; its terminal says why') };
    }
  }
}

function match(pattern: string[], given: string[]): Record<string, string> | undefined {
  if (pattern.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = decodeURIComponent(value);
    else if (segment !== value) return undefined;
  }
  return params;
}
