import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { answer } from './answer';
import { CompletionRequest } from './conversation';
import { sendWhole, streamAnswer } from './stream-answer';

export interface ScriptedModel {
  /** http://127.0.0.1:PORT/v1, for `openAiModel`. */
  baseUrl: string;
  stop(): Promise<void>;
}

export interface ScriptedModelOptions {
  /** 0 takes a free one. */
  port?: number;
  /** Milliseconds from word to word; 0: all at once. */
  wordMs?: number;
}

const MAXIMUM_BODY_BYTES = 4 * 1024 * 1024;

/**
 * An assistant that follows rules, as an OpenAI-compatible server on 127.0.0.1: calls can be tried without a key, and
 * through the same client as with one.
 */
export async function startScriptedModel({ port = 0, wordMs = 0 }: ScriptedModelOptions = {}): Promise<ScriptedModel> {
  const server = http.createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/v1/models') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }));
      return;
    }
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      refuse(response, 404, `No such path: ${request.method} ${request.url}`);
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAXIMUM_BODY_BYTES) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      const parsed = v.safeParse(CompletionRequest, jsonOf(Buffer.concat(chunks).toString('utf8')));
      if (!parsed.success) refuse(response, 400, v.summarize(parsed.issues));
      else if (parsed.output.stream) streamAnswer(response, answer(parsed.output), wordMs);
      else sendWhole(response, answer(parsed.output));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(response: http.ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: null } }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
