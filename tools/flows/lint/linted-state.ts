import { type PlacedText, stringsOf } from '../../../studio-flows/strings-of';
import { WIDGET_CATALOGUE } from '../../../studio-flows/widget-catalogue';
import type { WidgetFacts } from '../../../studio-flows/widget-facts';

export interface LintedCondition {
  index: number;
  friendlyName: string;
  arguments: readonly string[];
  type: string;
  value: string;
  raw: unknown;
}

export interface LintedTransition {
  index: number;
  /** '' when it is no text. */
  event: string;
  /** Undefined when the flow ends here. */
  next: string | undefined;
  /** Those of a split's match. */
  conditions: readonly LintedCondition[];
  raw: unknown;
}

export interface LintedState {
  /** Its place in `states`. */
  index: number;
  /** Its name, or `states[3]` when it has none. */
  name: string;
  /** '' when it is no text. */
  type: string;
  /** Undefined for a type that Studio does not have. */
  facts: WidgetFacts | undefined;
  transitions: readonly LintedTransition[];
  /** Without a prototype: `properties.constructor` is what the flow says, or nothing. */
  properties: Readonly<Record<string, unknown>>;
  /** Every text that is filled in when the widget runs, with its place: `properties.body`. */
  strings: readonly PlacedText[];
  raw: unknown;
}

/** One item of `states`, whatever it is. */
export function lintedState(raw: unknown, index: number): LintedState {
  const { name, type, transitions, properties } = asRecord(raw);
  let strings: readonly PlacedText[] | undefined;
  return {
    index,
    name: typeof name === 'string' ? name : `states[${index}]`,
    type: asText(type),
    facts: WIDGET_CATALOGUE.get(asText(type)),
    transitions: asArray(transitions).map(lintedTransition),
    properties: asRecord(properties),
    get strings() {
      strings ??= stringsOf(raw);
      return strings;
    },
    raw,
  };
}

function lintedTransition(raw: unknown, index: number): LintedTransition {
  const { event, next, conditions } = asRecord(raw);
  return {
    index,
    event: asText(event),
    next: asText(next) || undefined,
    conditions: asArray(conditions).map(lintedCondition),
    raw,
  };
}

function lintedCondition(raw: unknown, index: number): LintedCondition {
  const { friendly_name, arguments: given, type, value } = asRecord(raw);
  return {
    index,
    friendlyName: asText(friendly_name),
    arguments: asArray(given).filter((item) => typeof item === 'string'),
    type: asText(type),
    value: asText(value),
    raw,
  };
}

/** A copy without a prototype of what is an object; an empty one of everything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  const copy: Record<string, unknown> = Object.create(null);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.assign(copy, value) : copy;
}

/** What is a list; an empty one of everything else. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? [...value] : [];
}

/** What is a text; '' of everything else. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
