import type { ModelMessage } from '../model/model';
import type { SavedCall } from './call-store';

const SHORTENED_CHARACTERS = 400;

/**
 * The call with so much of its history as fits, cut where a caller's turn begins: a tool call without its result, or a
 * result without its call, is refused by the model (400) for the rest of the call. When the last turn alone is too much,
 * its texts are shortened; then its tool calls go.
 * @param maximumBytes of the call's JSON text
 */
export function fitCall(call: SavedCall, maximumBytes: number): SavedCall {
  const base = sizeOf({ ...call, history: [] });
  const sizes = call.history.map((message) => sizeOf(message) + 1);
  const from = firstThatFits(call.history, sizes, maximumBytes - base);
  if (from === 0) return call;
  if (from < call.history.length) return { ...call, history: call.history.slice(from) };

  const lastTurn = call.history.slice(call.history.findLastIndex(beginsTurn));
  const shortened = lastTurn.map(shorten);
  const withoutTools = shortened.filter(({ role, content }) => role !== 'tool' && content !== '').map(withoutToolCalls);
  const history = [shortened, withoutTools].find((candidate) => sizeOf(candidate) + base <= maximumBytes) ?? [];
  return { ...call, history };
}

/** The index of the oldest turn from which on everything fits; the length of the history when none does. */
function firstThatFits(history: readonly ModelMessage[], sizes: readonly number[], maximum: number): number {
  let from = history.length;
  // As many commas as messages, less one.
  let size = -1;
  for (let index = history.length - 1; index >= 0; index -= 1) {
    size += sizes[index] ?? 0;
    if (size > maximum) break;
    const message = history[index];
    // A welcome greeting stands before the caller's first turn.
    if (message && (beginsTurn(message) || (index === 0 && message.role !== 'tool'))) from = index;
  }
  return history.length === 0 ? 0 : from;
}

const beginsTurn = ({ role }: ModelMessage): boolean => role === 'user';

const shorten = (message: ModelMessage): ModelMessage =>
  message.content.length <= SHORTENED_CHARACTERS
    ? message
    : { ...message, content: `${message.content.slice(0, SHORTENED_CHARACTERS)}…` };

const withoutToolCalls = (message: ModelMessage): ModelMessage =>
  message.role === 'assistant' ? { role: 'assistant', content: message.content } : message;

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
