import type { ModelEvent } from './model';

/** As far as we read it; nothing of it is certain. https://platform.openai.com/docs/api-reference/chat-streaming */
interface Chunk {
  choices?: { delta?: { content?: unknown; tool_calls?: ToolCallPiece[] | null } | null; finish_reason?: unknown }[];
  usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } | null;
  error?: { message?: unknown } | string | null;
}

interface ToolCallPiece {
  index?: number;
  id?: string | null;
  function?: { name?: string | null; arguments?: string | null };
}

interface PartialCall {
  index: number;
  id: string;
  name: string;
  arguments: string;
}

/** The server has said in the middle of its answer that it cannot go on. */
export class ChunkError extends Error {
  override name = 'ChunkError';
}

/** Turns the data of an answer's events into ours, one piece after the other. */
export class ChatCompletionChunks {
  #calls: PartialCall[] = [];
  #usage: { promptTokens: number; completionTokens: number } | undefined;
  #finished = false;

  /** @param emit hears texts at once, tool calls and `done` at the end */
  constructor(private readonly emit: (event: ModelEvent) => void) {}

  /** Whether it was a part of the answer: words or a piece of a tool call. @throws ChunkError */
  push(data: string): boolean {
    if (data === '[DONE]') {
      this.#finished = true;
      return false;
    }
    const chunk = parse(data);
    if (chunk.error) throw new ChunkError(errorText(chunk.error));
    if (chunk.usage) this.#readUsage(chunk.usage);
    const choice = chunk.choices?.[0];
    if (!choice) return false;
    if (choice.finish_reason) this.#finished = true;
    const content = choice.delta?.content;
    const pieces = choice.delta?.tool_calls;
    for (const piece of pieces ?? []) this.#addPiece(piece);
    if (typeof content !== 'string' || content === '') return Boolean(pieces?.length);
    this.emit({ kind: 'text', text: content });
    return true;
  }

  /** The answer is over. @returns false: it was cut off before the server had said that it is whole */
  end(): boolean {
    if (!this.#finished) return false;
    for (const { id, name, arguments: given } of this.#calls) {
      this.emit({ kind: 'toolCall', call: { id, name, arguments: given } });
    }
    this.emit({ kind: 'done', usage: this.#usage });
    return true;
  }

  #readUsage({ prompt_tokens: prompt, completion_tokens: completion }: NonNullable<Chunk['usage']>): void {
    if (typeof prompt !== 'number' || typeof completion !== 'number') return;
    this.#usage = { promptTokens: prompt, completionTokens: completion };
  }

  #addPiece({ index = 0, id, function: piece }: ToolCallPiece): void {
    let call = this.#calls.findLast((candidate) => candidate.index === index);
    // Some servers give whole calls, all with index 0: another id is another call.
    if (!call || (id && call.id !== id && call.name !== '')) {
      call = { index, id: id || `call_${this.#calls.length}`, name: '', arguments: '' };
      this.#calls.push(call);
    }
    if (piece?.name) call.name += piece.name;
    if (piece?.arguments) call.arguments += piece.arguments;
  }
}

function parse(data: string): Chunk {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // said below
  }
  throw new ChunkError('an event that is no JSON object');
}

const errorText = (error: { message?: unknown } | string): string =>
  typeof error === 'string' ? error : typeof error.message === 'string' ? error.message : 'an error without a message';
