import type { ModelMessage, ModelRequest, ToolDescription } from './model';

export interface ChatCompletionSettings {
  model: string;
  /** OpenAI's own models refuse the older `max_tokens`, most other servers know nothing else. */
  tokenLimitField: 'max_tokens' | 'max_completion_tokens';
  /** Fields beyond ours, such as `temperature`; they win. */
  fields: Record<string, unknown>;
}

/** JSON text of the request. https://platform.openai.com/docs/api-reference/chat/create */
export function chatCompletionRequest(settings: ChatCompletionSettings, request: ModelRequest): string {
  return JSON.stringify({
    model: settings.model,
    messages: request.messages.map(toMessage),
    tools: request.tools.length > 0 ? request.tools.map(toTool) : undefined,
    [settings.tokenLimitField]: request.maxTokens,
    stream: true,
    stream_options: { include_usage: true },
    ...settings.fields,
  });
}

function toMessage(message: ModelMessage) {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
  if (message.role !== 'assistant' || !message.toolCalls?.length)
    return { role: message.role, content: message.content };
  return {
    role: 'assistant',
    content: message.content || null,
    tool_calls: message.toolCalls.map(({ id, name, arguments: given }) => ({
      id,
      type: 'function',
      // Servers that read it again refuse a text that is no JSON, for the rest of the call.
      function: { name, arguments: isJson(given) ? given : '{}' },
    })),
  };
}

const toTool = (tool: ToolDescription) => ({ type: 'function', function: tool });

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
