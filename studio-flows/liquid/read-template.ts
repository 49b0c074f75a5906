import { Tokenizer, type Variable } from 'liquidjs';
import { LIQUID_TAGS } from './dialect';
import { restrictedLiquid } from './restricted-liquid';
import { type Piece, splitTemplate, tagName } from './split-template';
import { strayCharacter } from './stray-character';

/** The way to a value: `['widgets', 'ask', 'inbound', 'Body']`; undefined where Liquid works out the name. */
export type VariablePath = readonly (string | number | undefined)[];

export interface Output {
  piece: Piece;
  /** Undefined when a literal is printed. */
  path: VariablePath | undefined;
  /** `source` is the filter with its arguments. */
  filters: readonly { name: string; source: string }[];
}

export interface Template {
  pieces: readonly Piece[];
  outputs: readonly Output[];
  /** Every variable that comes from outside: not those that the template assigns itself. */
  variables: readonly VariablePath[];
  /** Why it does not parse. */
  problem?: string;
  /** A tag or filter that Studio does not have: `filter "json"`. */
  unknown?: string;
  /** A character that may not stand in an expression. */
  stray?: string;
}

/** No text of a real flow is as long; static analysis of a longer one takes too much time. */
const LONGEST_ANALYSED = 20_000;
/** Characters of templates that are remembered. */
const LONGEST_CACHE = 4_000_000;

const parts = new Set(['else', 'elsif', 'when', ...[...LIQUID_TAGS].map((tag) => `end${tag}`)]);
const lenient = restrictedLiquid({ strictFilters: false });
const strict = restrictedLiquid({ strictFilters: true });
const cache = new Map<string, Template>();
let cachedLength = 0;

/** Whether Liquid has anything to do in a text. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** What stands in a template. Never throws. */
export function readTemplate(text: string): Template {
  const known = cache.get(text);
  if (known) return known;
  const template = read(text);
  cachedLength += text.length;
  if (cachedLength > LONGEST_CACHE) {
    cache.clear();
    cachedLength = text.length;
  }
  cache.set(text, template);
  return template;
}

function read(text: string): Template {
  let pieces: Piece[];
  try {
    pieces = splitTemplate(text);
  } catch (error) {
    return { pieces: [], outputs: [], variables: [], problem: reason(error) };
  }
  const stray = strayCharacter(pieces);
  if (text.length > LONGEST_ANALYSED) return { pieces, outputs: [], variables: [], stray };
  const unknownTag = pieces.find(({ kind, content }) => kind === 'tag' && !isKnownTag(tagName(content)));
  if (unknownTag) {
    return { pieces, outputs: [], variables: [], stray, unknown: `tag "${tagName(unknownTag.content)}"` };
  }
  try {
    const variables = variablesOf(text);
    const outputs = pieces.filter(({ kind }) => kind === 'output').map(readOutput);
    return { pieces, outputs, variables, stray, unknown: unknownFilter(text) };
  } catch (error) {
    return { pieces, outputs: [], variables: [], stray, problem: reason(error) };
  }
}

function readOutput(piece: Piece): Output {
  const { filters } = new Tokenizer(piece.content).readFilteredValue();
  return {
    piece,
    path: startsWithLiteral(piece.content) ? undefined : variablesOf(`{{ ${piece.content} }}`)[0],
    filters: filters.map((filter) => ({ name: filter.name, source: filter.getText() })),
  };
}

const startsWithLiteral = (content: string) => /^(['"\d(-]|(true|false|nil|null|empty|blank)\b)/.test(content);

function variablesOf(text: string): VariablePath[] {
  const { globals } = lenient.analyzeSync(lenient.parse(text), { partials: false });
  return Object.values(globals).flat().map(pathOf);
}

function pathOf({ segments }: Variable): VariablePath {
  return segments.map((segment) => (typeof segment === 'object' ? undefined : segment));
}

function unknownFilter(text: string): string | undefined {
  try {
    strict.parse(text);
    return undefined;
  } catch (error) {
    return `filter "${/undefined filter: ([^,]*)/.exec(reason(error))?.[1] ?? ''}"`;
  }
}

function isKnownTag(name: string): boolean {
  return LIQUID_TAGS.has(name) || parts.has(name);
}

/** The first line of liquidjs' message, without its place, since a rule names the place itself. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').replace(/, line:\d+, col:\d+$/, '');
}
