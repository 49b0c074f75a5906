import { Tokenizer, TokenKind } from 'liquidjs';

/** A stretch of a template. The pieces that are put together again give the template, comments apart. */
export interface Piece {
  /** `text` is printed as it is, `output` is `{{ … }}`, `tag` is `{% … %}`. */
  kind: 'text' | 'output' | 'tag';
  raw: string;
  /** What stands between the braces; the text itself for `text`. */
  content: string;
  /** Where it begins in the template. */
  begin: number;
}

/** Cuts a template into pieces, without what is commented out. Throws liquidjs' TokenizationError for open braces. */
export function splitTemplate(template: string): Piece[] {
  const pieces: Piece[] = [];
  let inComment = false;
  for (const token of new Tokenizer(template).readTopLevelTokens()) {
    const raw = token.getText();
    const kind = token.kind === TokenKind.Output ? 'output' : token.kind === TokenKind.Tag ? 'tag' : 'text';
    const content = kind === 'text' ? raw : withoutBraces(raw);
    const name = kind === 'tag' ? tagName(content) : '';
    if (name === 'comment') inComment = true;
    if (!inComment) pieces.push({ kind, raw, content, begin: token.begin });
    if (name === 'endcomment') inComment = false;
  }
  return pieces;
}

/** `if` of `if a == b`. */
export function tagName(content: string): string {
  return /^\w+/.exec(content)?.[0] ?? '';
}

function withoutBraces(raw: string): string {
  return raw.slice(raw[2] === '-' ? 3 : 2, raw.at(-3) === '-' ? -3 : -2).trim();
}
