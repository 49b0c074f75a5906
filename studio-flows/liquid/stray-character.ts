import type { Piece } from './split-template';

/**
 * The first `+` or non-ASCII character inside `{{ }}` or `{% %}` that is not part of a quoted text: error 81018.
 * https://www.twilio.com/docs/api/errors/81018
 */
export function strayCharacter(pieces: readonly Piece[]): string | undefined {
  for (const { kind, content } of pieces) {
    if (kind === 'text') continue;
    let quote = '';
    for (const character of content) {
      if (quote) quote = character === quote ? '' : quote;
      else if (character === '"' || character === "'") quote = character;
      else if (character === '+' || character > '\u007f') return character;
    }
  }
  return undefined;
}
