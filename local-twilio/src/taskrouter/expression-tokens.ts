export type Token =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'path'; segments: string[] }
  | { kind: 'operator'; text: string };

const LITERALS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** No hyphen is part of a name, and `skills[0]` is one: https://www.twilio.com/docs/taskrouter/expression-syntax */
const TOKEN =
  /\s*(?:(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>-?\d+(?:\.\d+)?)|(?<symbol>==|!=|<>|<=|>=|[=<>()[\],])|(?<keyword>(?:AND|OR|NOT|IN|HAS|CONTAINS)(?![\w$.]))|(?<word>[a-z_$][\w$]*(?:\.[\w$]+|\[\d+\])*))/iy;

/** Splits a TaskRouter expression. Throws SyntaxError at the first character that belongs to no token. */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  const text = expression.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw new SyntaxError(`Unexpected "${text.slice(start).trim()}" in expression: ${expression}`);
    tokens.push(toToken(groups));
  }
  return tokens;
}

function toToken(groups: Record<string, string | undefined>): Token {
  if (groups.string !== undefined) {
    return { kind: 'literal', value: groups.string.slice(1, -1).replace(/\\(.)/g, '$1') };
  }
  if (groups.number !== undefined) return { kind: 'literal', value: Number(groups.number) };
  if (groups.symbol !== undefined) return { kind: 'operator', text: groups.symbol };
  if (groups.keyword !== undefined) return { kind: 'operator', text: groups.keyword.toUpperCase() };
  const word = groups.word ?? '';
  const literal = LITERALS.get(word.toLowerCase());
  if (literal !== undefined) return { kind: 'literal', value: literal };
  return { kind: 'path', segments: word.match(/[\w$]+/g) ?? [] };
}
