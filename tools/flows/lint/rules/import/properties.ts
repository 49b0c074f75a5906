import type { PropertyFact } from '../../../../../studio-flows/widget-facts';
import { asArray, asRecord, asText, type LintedState } from '../../linted-state';
import type { Rule } from '../../rule';

interface Place {
  state: LintedState;
  /** Such as `parameters[0].key`. */
  path: string;
  fact: PropertyFact;
  value: unknown;
}

/** The properties of widgets against the catalogue. */
export const PROPERTY_RULES: readonly Rule[] = [
  {
    id: 'S013',
    level: 'import',
    severity: 'error',
    title: 'Each required property is there and is not empty',
    why: 'Studio answers that it is missing but required, or must not be null',
    fix: 'Fill it in',
    check({ states }, report) {
      for (const { state, path, fact, value } of states.flatMap(places)) {
        if (!fact.required) continue;
        const empty = value === '' && !fact.mayBeEmpty;
        if (value !== undefined && value !== null && !empty) continue;
        report({
          state: state.name,
          message: `"${path}" is ${value === undefined ? 'missing' : value === null ? 'null' : 'empty'}`,
        });
      }
    },
  },
  {
    id: 'S014',
    level: 'import',
    severity: 'error',
    title: 'Each property has its JSON type',
    why: 'Studio takes no number for a text nor a text for a number; some numbers are texts in Studio',
    fix: 'Write the value in the type that is expected',
    check({ states }, report) {
      for (const { state, path, fact, value } of states.flatMap(places)) {
        if (value === undefined || value === null) continue;
        const type = jsonType(value);
        if (!fact.types.some((expected) => expected === type)) {
          report({
            state: state.name,
            message: `"${path}" is of type ${type}; ${fact.types.join(' or ')} is expected`,
            fix: mended(value, fact),
          });
        } else if (fact.literal && /\{\{|\{%/.test(asText(value))) {
          report({ state: state.name, message: `"${path}" is Liquid; Studio wants the SID itself` });
        }
      }
    },
  },
  {
    id: 'S015',
    level: 'policy',
    severity: 'warning',
    title: 'Each property is one that the widget has',
    why: 'Studio ignores it or refuses the flow (81022): mostly it is another spelling of a real one',
    fix: 'Remove it, or write the name that an export of the console shows',
    check({ states }, report) {
      for (const { name, type, facts, properties } of states) {
        const known = facts?.properties;
        if (!known) continue;
        for (const property of Object.keys(properties)) {
          if (property === 'offset' || Object.hasOwn(known, property)) continue;
          const { wrongNames = {} } = facts;
          const meant = Object.hasOwn(wrongNames, property) ? wrongNames[property] : undefined;
          report({
            state: name,
            message: `${type} has no property "${property}"`,
            fix: meant ? `Write "${meant}"` : undefined,
          });
        }
      }
    },
  },
  {
    id: 'S017',
    level: 'policy',
    severity: 'info',
    title: 'Flow, widgets and transitions have no keys of their own',
    why: 'Studio does not keep them: they are gone after the next save',
    fix: 'Remove the key',
    check({ raw, states }, report) {
      const flowKeys = unknownKeys(raw, ['description', 'states', 'initial_state', 'flags', '$schema']);
      for (const key of flowKeys) report({ message: `A flow has no "${key}"` });
      for (const state of states) {
        for (const key of unknownKeys(state.raw, ['name', 'type', 'transitions', 'properties'])) {
          report({ state: state.name, message: `A widget has no "${key}"` });
        }
        for (const transition of state.transitions) {
          for (const key of unknownKeys(transition.raw, ['event', 'next', 'conditions'])) {
            report({ state: state.name, message: `A transition has no "${key}"` });
          }
        }
      }
    },
  },
  {
    id: 'S018',
    level: 'policy',
    severity: 'warning',
    title: 'Each widget has its place in the canvas',
    why: 'Without numbers in "offset" the console draws the widgets on top of each other',
    fix: 'Write "offset": {"x": 0, "y": 250} with numbers of its own',
    check({ states }, report) {
      for (const { name, properties } of states) {
        const { x, y } = asRecord(properties.offset);
        if (typeof x !== 'number' || typeof y !== 'number') report({ state: name, message: '"offset" has no x and y' });
      }
    },
  },
  {
    id: 'S019',
    level: 'import',
    severity: 'error',
    title: 'Where there is a list of values, one of them is used',
    why: 'Studio answers that the value is not in the enumeration',
    fix: 'Use one of the values',
    check({ states }, report) {
      for (const { state, path, fact, value } of states.flatMap(places)) {
        if (typeof value !== 'string' || !fact.values || fact.values.includes(value)) continue;
        const meant = fact.values.find((known) => known.replace(';charset=utf-8', '') === value.toLowerCase().trim());
        report({
          state: state.name,
          message: `"${path}" is "${value}"; it must be one of ${fact.values.join(', ')}`,
          fix: meant ? `Write "${meant}"` : undefined,
        });
      }
    },
  },
];

const found = new WeakMap<LintedState, Place[]>();

/** Each property that the catalogue knows, with what stands there, and what is in its items. */
function places(state: LintedState): Place[] {
  const known = found.get(state) ?? findPlaces(state);
  found.set(state, known);
  return known;
}

function findPlaces(state: LintedState): Place[] {
  return Object.entries(state.facts?.properties ?? {}).flatMap(([path, fact]): Place[] => {
    const value = state.properties[path];
    const items = fact.items ? asArray(value) : [];
    return [
      { state, path, fact, value },
      ...items.flatMap((item, index) => {
        const given = asRecord(item);
        return Object.entries(fact.items ?? {}).map(
          ([key, itemFact]): Place => ({ state, path: `${path}[${index}].${key}`, fact: itemFact, value: given[key] }),
        );
      }),
    ];
  });
}

function unknownKeys(value: unknown, known: string[]): string[] {
  return Object.keys(asRecord(value)).filter((key) => !known.includes(key));
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function mended(value: unknown, { types }: PropertyFact): string | undefined {
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) return `Write "${value}"`;
  if (types.includes('integer') && /^\d+$/.test(asText(value))) return `Write ${asText(value)}, without quotes`;
  if (types.includes('boolean') && /^(true|false)$/.test(asText(value)))
    return `Write ${asText(value)}, without quotes`;
  return undefined;
}
