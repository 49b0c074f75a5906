import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { TwilioFrame } from '../twilio-frame';

/** An application that does what a test tells it. */
export interface SmallRelay {
  url: string;
  /** What Twilio has sent, over all sockets. */
  frames: TwilioFrame[];
  /** X-Twilio-Signature of each upgrade. */
  signatures: (string | undefined)[];
  /** Objects are sent as JSON, text as it is. */
  send(...frames: (object | string | Buffer)[]): void;
  /** The first frame of this type that was not asked for before. */
  next<Type extends TwilioFrame['type']>(type: Type): Promise<Extract<TwilioFrame, { type: Type }>>;
  /** Cuts the socket. */
  drop(): void;
  /** Ends with a close frame. */
  close(code: number): void;
  stop(): Promise<void>;
}

interface Waiting {
  type: string;
  take(frame: TwilioFrame): void;
}

export interface SmallRelayOptions {
  /** Answers the upgrade with this status. */
  refuseWith?: number;
  /** Answers a frame as soon as it has come. */
  answer?(frame: TwilioFrame, send: (...frames: object[]) => void): void;
}

export async function startSmallRelay({ refuseWith, answer }: SmallRelayOptions = {}): Promise<SmallRelay> {
  const frames: TwilioFrame[] = [];
  const untaken: TwilioFrame[] = [];
  const waiting: Waiting[] = [];
  const signatures: (string | undefined)[] = [];
  let current: WebSocket | undefined;

  const server = http.createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => {
    signatures.push(request.headers['x-twilio-signature']?.toString());
    if (refuseWith !== undefined) {
      socket.end(`HTTP/1.1 ${refuseWith} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      current = opened;
      const send = (...sent: object[]) => {
        for (const frame of sent) opened.send(JSON.stringify(frame));
      };
      opened.on('message', (data) => {
        const frame = JSON.parse(data.toString()) as TwilioFrame;
        frames.push(frame);
        answer?.(frame, send);
        const index = waiting.findIndex(({ type }) => type === frame.type);
        const [found] = index < 0 ? [] : waiting.splice(index, 1);
        if (found) found.take(frame);
        else untaken.push(frame);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/relay`,
    frames,
    signatures,
    send: (...sent) => {
      for (const frame of sent) {
        current?.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
      }
    },
    next: (type) =>
      new Promise((resolve) => {
        const take = (frame: TwilioFrame) => resolve(frame as Parameters<typeof resolve>[0]);
        const index = untaken.findIndex((frame) => frame.type === type);
        const [found] = index < 0 ? [] : untaken.splice(index, 1);
        if (found) take(found);
        else waiting.push({ type, take });
      }),
    drop: () => current?.terminate(),
    close: (code) => current?.close(code),
    stop: async () => {
      for (const client of sockets.clients) client.terminate();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
