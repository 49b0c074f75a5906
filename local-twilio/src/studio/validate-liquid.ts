import { Liquid, Tokenizer, TokenKind, type TopLevelToken } from 'liquidjs';
import { LIQUID_FILTERS, LIQUID_TAGS } from '../../../studio-flows/liquid-dialect';
import { stringsOf } from '../../../studio-flows/strings-of';
import type { Report } from './validate-properties';

/** No text of a flow is as long: its tags are looked at, and no more. */
const LONGEST_PARSED = 20_000;

const INNER_TAGS = new Set(['else', 'elsif', 'when', ...[...LIQUID_TAGS].map((tag) => `end${tag}`)]);
const MOST_SEEN = 2000;
const seen = new Map<string, { problem: string | undefined }>();
const anyFilter = engine(false);
const studioFilters = engine(true);

/** The texts of a widget that Liquid cannot read. */
export function checkTemplates(state: unknown, path: string, report: Report): void {
  for (const { path: place, text } of stringsOf(state)) {
    if (!text.includes('{{') && !text.includes('{%')) continue;
    const problem = knownProblem(text);
    if (problem) report(`${path}/${place.replaceAll(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`, problem);
  }
}

/** Most texts of a flow stay the same from one revision to the next. */
function knownProblem(text: string): string | undefined {
  const known = seen.get(text);
  if (known) return known.problem;
  const problem = templateProblem(text);
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(text, { problem });
  return problem;
}

/** Undefined: Studio can read it, or finds out when the widget runs only. */
function templateProblem(text: string): string | undefined {
  const cut = attempt(() => topLevelTokens(text));
  if ('problem' in cut) return cut.problem;
  if (text.length > LONGEST_PARSED) return undefined;
  const tag = cut.value
    .map(tagOf)
    .find((name) => name !== undefined && !LIQUID_TAGS.has(name) && !INNER_TAGS.has(name));
  if (tag !== undefined) return `unknown tag ${tag}`;
  const parsed = attempt(() => anyFilter.parse(text));
  // Such an expression is error 81018 of the step: https://www.twilio.com/docs/api/errors/81018
  if ('problem' in parsed) return cut.value.some(hasStrayCharacter) ? undefined : parsed.problem;
  const known = attempt(() => studioFilters.parse(text));
  return 'problem' in known ? known.problem : undefined;
}

function topLevelTokens(text: string): TopLevelToken[] {
  let inComment = false;
  return new Tokenizer(text).readTopLevelTokens().filter((token) => {
    const tag = tagOf(token);
    if (tag === 'comment') inComment = true;
    const seen = !inComment;
    if (tag === 'endcomment') inComment = false;
    return seen;
  });
}

function tagOf(token: TopLevelToken): string | undefined {
  if (token.kind !== TokenKind.Tag) return undefined;
  return /^\{%-?\s*(\w*)/.exec(token.getText())?.[1] ?? '';
}

function hasStrayCharacter(token: TopLevelToken): boolean {
  if (token.kind !== TokenKind.Tag && token.kind !== TokenKind.Output) return false;
  const unquoted = token.getText().replaceAll(/"[^"]*("|$)|'[^']*('|$)/g, '');
  return [...unquoted].some((character) => character === '+' || character > '\u007f');
}

function attempt<Value>(work: () => Value): { value: Value } | { problem: string } {
  try {
    return { value: work() };
  } catch (error) {
    return { problem: (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? 'no Liquid' };
  }
}

function engine(strictFilters: boolean): Liquid {
  const liquid = new Liquid({ strictFilters, strictVariables: false, jsTruthy: false });
  for (const tag of Object.keys(liquid.tags)) if (!LIQUID_TAGS.has(tag)) delete liquid.tags[tag];
  for (const name of Object.keys(liquid.filters)) if (!LIQUID_FILTERS.has(name)) delete liquid.filters[name];
  liquid.registerFilter('to_json', (value: unknown) => value);
  return liquid;
}
