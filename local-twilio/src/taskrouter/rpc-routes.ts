import type { RpcCall, RpcHandler } from '../ports';

interface RpcRoute {
  method: string;
  segments: string[];
  handler: RpcHandler;
}

/** The routes inside the event-bridge: the SDKs name them in the body of one POST. A literal segment wins over a parameter. */
export class RpcRoutes {
  readonly #routes: RpcRoute[] = [];

  on(method: 'GET' | 'POST', pattern: string, handler: RpcHandler): void {
    this.#routes.push({ method, segments: pattern.split('/'), handler });
  }

  find(method: string, url: string): { handler: RpcHandler; path: RpcCall['path'] } | undefined {
    const given = url.replace(/^\/|\/$/g, '').split('/');
    let best: { handler: RpcHandler; path: RpcCall['path']; parameters: number } | undefined;
    for (const route of this.#routes) {
      if (route.method !== method || route.segments.length !== given.length) continue;
      const path: RpcCall['path'] = {};
      const fits = route.segments.every((segment, index) => {
        if (!segment.startsWith(':')) return segment === given[index];
        path[segment.slice(1)] = given[index] ?? '';
        return given[index] !== '';
      });
      const parameters = Object.keys(path).length;
      if (fits && (!best || parameters < best.parameters)) best = { handler: route.handler, path, parameters };
    }
    return best;
  }
}
