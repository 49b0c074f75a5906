import { EventEmitter, once } from 'node:events';
import http, { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Model, ModelEvent, ModelRequest } from '../model';

export interface ReceivedRequest {
  url: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

export type Step = (response: ServerResponse, request: ReceivedRequest) => void;

/** A model server of a test: each request is answered by the next step, and by the last one from then on. */
export async function startModelServer(...steps: Step[]) {
  const received: ReceivedRequest[] = [];
  /** `closed`: the client has given an answer up. */
  const happened = new EventEmitter();
  let connections = 0;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
      received.push({ url: request.url ?? '', headers: request.headers, body });
      response.on('close', () => !response.writableFinished && happened.emit('closed'));
      const step = steps[Math.min(received.length, steps.length) - 1];
      step?.(response, { url: request.url ?? '', headers: request.headers, body });
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    connections: () => connections,
    closed: () => once(happened, 'closed'),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ModelServer = Awaited<ReturnType<typeof startModelServer>>;

export const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

export const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}\n\n';
export const DONE = 'data: [DONE]\n\n';

export const beginStream = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });

/** The whole answer at once. */
export const says =
  (...words: string[]): Step =>
  (response) =>
    void beginStream(response).end(
      [...words.map((content) => chunk({ content })), chunk({}, 'stop'), USAGE, DONE].join(''),
    );

export const refuses =
  (status: number, headers: Record<string, string> = {}, message = 'no'): Step =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ error: { message } }));

export const cuts: Step = (response) => void response.socket?.resetAndDestroy();

export const request = (fields: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [{ role: 'user', content: 'Hello' }],
  tools: [],
  maxTokens: 100,
  signal: new AbortController().signal,
  ...fields,
});

export async function collect(model: Model, asked: ModelRequest = request()): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of model.stream(asked)) events.push(event);
  return events;
}
