import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import { errorReply } from './error-reply';

/** Passes `/__t/<host>/…` on as it is: the local Twilio reads the host from the path. */
export function forwardRequest(port: number, request: IncomingMessage, response: ServerResponse): void {
  const outgoing = http.request(
    { host: '127.0.0.1', port, method: request.method, path: request.url, headers: request.headers },
    (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, incoming.rawHeaders);
      incoming.pipe(response);
      incoming.on('error', () => response.destroy());
    },
  );
  outgoing.on('error', () =>
    errorReply(response, 502, 'local_twilio_unreachable', 'The local Twilio does not answer; is it running?'),
  );
  response.on('close', () => outgoing.destroy());
  request.pipe(outgoing);
}

/** The same for a WebSocket: after the first line both ends talk to each other directly. */
export function forwardUpgrade(port: number, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const outgoing = net.connect({ port, host: '127.0.0.1', noDelay: true }, () => {
    const headers: string[] = [];
    for (let index = 0; index < request.rawHeaders.length; index += 2) {
      headers.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`);
    }
    outgoing.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
    outgoing.write(head);
    outgoing.pipe(socket).pipe(outgoing);
  });
  outgoing.on('error', () => socket.destroy());
  outgoing.on('close', () => socket.destroy());
  socket.on('error', () => outgoing.destroy());
  socket.on('close', () => outgoing.destroy());
}
