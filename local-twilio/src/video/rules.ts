import { badRequest } from '../http/errors';

/** Of a recording or of a subscription. Without a filter it means every track. */
export interface Rule {
  type: 'include' | 'exclude';
  all?: true;
  /** SID or identity of who publishes. */
  publisher?: string;
  /** SID or name. */
  track?: string;
  kind?: string;
  priority?: string;
}

/** What a rule asks of a track and of who publishes it. */
interface RuledTrack {
  sid: string;
  name: string;
  kind: string;
  priority: string;
}

export type RuleKind = 'recording' | 'subscribe';

export const EVERYTHING: Rule[] = [{ type: 'include', all: true }];
export const NOTHING: Rule[] = [{ type: 'exclude', all: true }];

const MAXIMUM_RULES = 20;

const RULES = {
  recording: { code: 53120, name: 'Recording', filters: ['publisher', 'track', 'kind'], kinds: ['audio', 'video'] },
  subscribe: {
    code: 53215,
    name: 'Subscribe',
    filters: ['publisher', 'track', 'kind', 'priority'],
    kinds: ['audio', 'video', 'data'],
  },
} as const;

/**
 * Rules as a REST call gives them. Throws 53120 or 53215.
 *
 * https://www.twilio.com/docs/api/errors/53120, https://www.twilio.com/docs/api/errors/53215
 */
export function readRules(kind: RuleKind, value: unknown): Rule[] {
  const { code, name } = RULES[kind];
  const refuse = (why: string) => badRequest(code, `Invalid ${name} Rule(s): ${why}`);
  if (!Array.isArray(value) || value.length === 0) throw refuse('an array of at least one rule is needed');
  if (value.length > MAXIMUM_RULES) throw refuse(`at most ${MAXIMUM_RULES} rules are allowed`);
  return value.map((rule: unknown) => {
    const problem = problemOf(kind, rule);
    if (problem) throw refuse(problem);
    return rule as Rule;
  });
}

function problemOf(kind: RuleKind, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'a rule is an object';
  const { type, ...rest } = value as Record<string, unknown>;
  if (type !== 'include' && type !== 'exclude') return 'a rule must contain a type, include or exclude';
  const names = Object.keys(rest);
  if (names.includes('all'))
    return rest.all === true && names.length === 1 ? undefined : 'all is true and stands alone';
  const filters: readonly string[] = RULES[kind].filters;
  const unknown = names.find((name) => !filters.includes(name) || typeof rest[name] !== 'string');
  if (unknown) return `${unknown} is not allowed`;
  if (names.length === 0) return 'a rule needs all or a filter';
  const kinds: readonly string[] = RULES[kind].kinds;
  return rest.kind === undefined || kinds.includes(String(rest.kind))
    ? undefined
    : `kind is one of ${kinds.join(', ')}`;
}

/**
 * Whether the rules take a track in: they apply in their order, and the last one that fits decides.
 *
 * https://www.twilio.com/docs/video/api/track-subscriptions#specifying-sr
 */
export function includes(rules: Rule[], publisher: { sid: string; identity: string }, track: RuledTrack): boolean {
  const fits = (rule: Rule) =>
    (rule.publisher === undefined || rule.publisher === publisher.sid || rule.publisher === publisher.identity) &&
    (rule.track === undefined || rule.track === track.sid || rule.track === track.name) &&
    (rule.kind === undefined || rule.kind === track.kind) &&
    (rule.priority === undefined || rule.priority === track.priority);
  return rules.findLast(fits)?.type === 'include';
}
