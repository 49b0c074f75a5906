import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Milliseconds, the same for every answer. */
export const MODEL_PACE = { firstTokenMs: 150, betweenTokensMs: 20, tokens: 30 };

/**
 * An OpenAI-compatible server that answers each request with so many words at a fixed pace: whatever a relay takes longer is
 * its own doing. All answers advance on one timer, so that hundreds of them stay on time.
 */
function start(): void {
  const answers = new Set<{ response: http.ServerResponse; dueAt: number; sent: number }>();
  const tick = () => {
    const now = performance.now();
    for (const answer of answers) {
      while (answer.dueAt <= now && answer.sent < MODEL_PACE.tokens) {
        answer.response.write(piece({ content: `word${answer.sent} ` }, null, Date.now()));
        answer.sent += 1;
        answer.dueAt += MODEL_PACE.betweenTokensMs;
      }
      if (answer.sent < MODEL_PACE.tokens) continue;
      answers.delete(answer);
      answer.response.end(`${piece({}, 'stop', Date.now())}data: [DONE]\n\n`);
    }
  };
  setInterval(tick, 1);
  const server = http.createServer((request, response) => {
    const askedAt = performance.now();
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      const answer = { response, dueAt: askedAt + MODEL_PACE.firstTokenMs, sent: 0 };
      answers.add(answer);
      response.on('close', () => answers.delete(answer));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` });
  });
  process.on('disconnect', () => process.exit());
}

const piece = (delta: object, finish: string | null, created: number) =>
  `data: ${JSON.stringify({ id: 'mock', object: 'chat.completion.chunk', created, model: 'mock', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

if (require.main === module) start();
