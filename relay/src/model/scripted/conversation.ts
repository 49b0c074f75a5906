import * as v from 'valibot';

const Call = v.object({ id: v.string(), function: v.object({ name: v.string(), arguments: v.string() }) });

/** A request of Chat Completions, as far as the scripted assistant looks at it. */
export const CompletionRequest = v.object({
  messages: v.array(
    v.object({
      role: v.picklist(['system', 'user', 'assistant', 'tool']),
      content: v.nullish(v.string(), ''),
      tool_calls: v.optional(v.array(Call), []),
      tool_call_id: v.optional(v.string()),
    }),
  ),
  tools: v.optional(v.array(v.object({ function: v.object({ name: v.string() }) })), []),
  stream: v.optional(v.boolean(), false),
});

export type CompletionRequest = v.InferOutput<typeof CompletionRequest>;
export type Message = CompletionRequest['messages'][number];

/** What the assistant answers: words, then tools. */
export interface Answer {
  text: string;
  calls?: { name: string; input: object }[];
}

/** A tool that was called in this conversation, and what it gave. */
export interface UsedTool {
  name: string;
  input: Record<string, unknown>;
  result: string;
}

/** In their order. */
export function usedTools(messages: readonly Message[]): UsedTool[] {
  const results = new Map(messages.map(({ tool_call_id: id, content }) => [id, content]));
  return messages
    .flatMap((message) => message.tool_calls)
    .map((call) => ({
      name: call.function.name,
      input: objectOf(call.function.arguments),
      result: results.get(call.id) ?? '',
    }));
}

/** Those that the last message belongs to: what the assistant has to speak about now. */
export function freshTools(messages: readonly Message[]): UsedTool[] {
  const from = messages.findLastIndex(({ role }) => role === 'assistant');
  return messages.at(-1)?.role === 'tool' && from >= 0 ? usedTools(messages.slice(from)) : [];
}

/** Empty when it is no JSON object. */
export function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
