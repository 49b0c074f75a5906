import http, { type IncomingMessage, type ServerResponse } from 'node:http';

/** Passes a request for a deployed domain on to the server that serves it; the Host header tells it who was meant. */
export function forwardToDomain(
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  { host, path }: { host: string; path: string },
): void {
  const { hostname, port } = new URL(origin);
  const headers = { ...request.headers, host };
  const outgoing = http.request({ hostname, port, method: request.method, path, headers, agent: false }, (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, incoming.rawHeaders);
    incoming.pipe(response);
    incoming.on('error', () => response.destroy());
  });
  outgoing.on('error', () => response.destroy());
  response.on('close', () => outgoing.destroy());
  outgoing.end(body);
}
