/** One turn's line in a model's memory, as Chat Completions has them. */
export type ModelMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: string }
  | { role: 'assistant'; content: string; toolCalls?: ToolCall[] }
  | { role: 'tool'; toolCallId: string; content: string };

export interface ToolCall {
  id: string;
  name: string;
  /** JSON text as the model wrote it: not to be trusted before it was validated. */
  arguments: string;
}

export interface ToolDescription {
  name: string;
  description: string;
  /** JSON Schema of an object. */
  parameters: object;
}

export interface ModelRequest {
  messages: readonly ModelMessage[];
  tools: readonly ToolDescription[];
  /** Of the answer. */
  maxTokens: number;
  /** Ends the request at once; the stream then ends without an error and without `done`. */
  signal: AbortSignal;
}

export type ModelEvent =
  | { kind: 'text'; text: string }
  /** Whole, after its last piece has come. */
  | { kind: 'toolCall'; call: ToolCall }
  | { kind: 'done'; usage?: { promptTokens: number; completionTokens: number } };

/** Whoever writes the bot's answers. */
export interface Model {
  /** @throws ModelError */
  stream(request: ModelRequest): AsyncIterable<ModelEvent>;
}

/** The model did not answer, or stopped in the middle. */
export class ModelError extends Error {
  override name = 'ModelError';

  constructor(
    message: string,
    /** Nothing had come yet: it may be asked again, or another one. */
    readonly beforeFirstToken: boolean,
    /** Of the HTTP answer. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
