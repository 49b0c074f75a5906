import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Answer } from './conversation';

/** A token of these models has about so many characters. */
const CHARACTERS_A_TOKEN = 4;

/** Word by word, as Chat Completions stream. https://platform.openai.com/docs/api-reference/chat-streaming */
export function streamAnswer(response: ServerResponse, answer: Answer, wordMs: number): void {
  const events = eventsOf(answer);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  if (wordMs === 0) {
    response.end(events.join(''));
    return;
  }
  let next = 0;
  const timer = setInterval(() => {
    response.write(events[next] ?? '');
    next += 1;
    if (next < events.length) return;
    clearInterval(timer);
    response.end();
  }, wordMs);
  // The caller has interrupted.
  response.on('close', () => clearInterval(timer));
}

export function sendWhole(response: ServerResponse, answer: Answer): void {
  response.setHeader('content-type', 'application/json');
  const message = { role: 'assistant', content: answer.text || null, tool_calls: callsOf(answer) };
  response.end(
    JSON.stringify({
      ...envelope('chat.completion'),
      choices: [{ index: 0, message, finish_reason: finishOf(answer) }],
      usage: usageOf(answer),
    }),
  );
}

function eventsOf(answer: Answer): string[] {
  const chunk = envelope('chat.completion.chunk');
  const delta = (fields: object, finish: string | null = null) =>
    event({ ...chunk, choices: [{ index: 0, delta: fields, finish_reason: finish }] });
  const words = answer.text.match(/\S+\s*/g) ?? [];
  const calls = callsOf(answer) ?? [];
  return [
    ...words.map((content) => delta({ content })),
    ...calls.map((call, index) => delta({ tool_calls: [{ index, ...call }] })),
    // Together: nobody has to wait a word's time for what is not spoken.
    [delta({}, finishOf(answer)), event({ ...chunk, choices: [], usage: usageOf(answer) }), 'data: [DONE]\n\n'].join(
      '',
    ),
  ];
}

const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;

const envelope = (object: string) => ({
  id: `chatcmpl-${randomUUID()}`,
  object,
  created: Math.floor(Date.now() / 1000),
  model: 'scripted',
});

const callsOf = ({ calls = [] }: Answer) =>
  calls.length === 0
    ? undefined
    : calls.map(({ name, input }) => ({
        id: `call_${randomUUID().replaceAll('-', '')}`,
        type: 'function',
        function: { name, arguments: JSON.stringify(input) },
      }));

const finishOf = ({ calls = [] }: Answer) => (calls.length > 0 ? 'tool_calls' : 'stop');

function usageOf({ text, calls = [] }: Answer) {
  const completion = Math.ceil((text.length + JSON.stringify(calls).length) / CHARACTERS_A_TOKEN);
  return { prompt_tokens: 0, completion_tokens: completion, total_tokens: completion };
}
