import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface BareTurn {
  /** Chat Completions messages. */
  messages: { role: string; content: string }[];
  signal: AbortSignal;
  send(frame: object): void;
}

/** Passes every token on as it comes: no signature, no pass, no store, no limits, no tools, no filter. */
export const startBareRelay = (modelUrl: string): Promise<string> =>
  serve(async ({ messages, signal, send }) => {
    let answer = '';
    for await (const token of stream(modelUrl, messages, signal)) {
      answer += token;
      send({ type: 'text', token, last: false });
    }
    if (!signal.aborted) send({ type: 'text', token: '', last: true });
    return answer;
  });

/** A WebSocket server that answers prompts by `respond`, and stops that at an interrupt. */
export async function serve(respond: (turn: BareTurn) => Promise<string>): Promise<string> {
  const server = http.createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket) => converse(socket, respond));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/relay`;
}

function converse(socket: WebSocket, respond: (turn: BareTurn) => Promise<string>): void {
  const messages: BareTurn['messages'] = [{ role: 'system', content: 'You are a voice bot for a shop. '.repeat(30) }];
  let current: AbortController | undefined;
  const send = (frame: object) => socket.send(JSON.stringify(frame));
  socket.on('close', () => current?.abort());
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { type: string; voicePrompt: string; utteranceUntilInterrupt: string };
    if (frame.type === 'interrupt') {
      current?.abort();
      messages.push({ role: 'assistant', content: frame.utteranceUntilInterrupt });
      send({ type: 'text', token: '', last: true });
    }
    if (frame.type !== 'prompt') return;
    messages.push({ role: 'user', content: frame.voicePrompt });
    const own = new AbortController();
    current = own;
    respond({ messages, signal: own.signal, send }).then(
      (answer) => !own.signal.aborted && messages.push({ role: 'assistant', content: answer }),
      () => undefined,
    );
  });
}

async function* stream(modelUrl: string, messages: object[], signal: AbortSignal): AsyncGenerator<string> {
  const response = await fetch(`${modelUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'mock', messages, stream: true }),
    signal,
  });
  const decoder = new TextDecoder();
  let text = '';
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    text += decoder.decode(read.value, { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      if (!event.startsWith('data: {')) continue;
      const { choices } = JSON.parse(event.slice(6)) as { choices: { delta: { content?: string } }[] };
      const token = choices[0]?.delta.content;
      if (token) yield token;
    }
  }
}

/** The same, awaited whole. */
export async function complete(modelUrl: string, messages: object[], signal: AbortSignal): Promise<string> {
  let answer = '';
  for await (const token of stream(modelUrl, messages, signal)) answer += token;
  return answer;
}
