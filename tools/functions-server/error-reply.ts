import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** An answer of the web server itself, in the shape that the Functions answer errors with. */
export function errorReply(response: ServerResponse, status: number, code: string, message: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*' });
  response.end(JSON.stringify({ error: { code, message, requestId: randomUUID() } }));
}
