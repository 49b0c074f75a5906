/**
 * The same text for definitions that mean the same to Studio: keys sorted, states by their name, and no `next` where
 * it is empty. The order of transitions stays, since the first condition that matches wins.
 */
export function canonicalFlow(definition: unknown): string {
  return JSON.stringify(isRecord(definition) ? canonicalEnvelope(definition) : sortKeys(definition)) ?? 'null';
}

function canonicalEnvelope(definition: Record<string, unknown>): unknown {
  const { states } = definition;
  if (!Array.isArray(states)) return sortKeys(definition);
  const sorted = states.map(canonicalState).sort((one, other) => compare(nameOf(one), nameOf(other)));
  return sortKeys({ ...definition, states: sorted });
}

function canonicalState(state: unknown): unknown {
  if (!isRecord(state) || !Array.isArray(state.transitions)) return state;
  return { ...state, transitions: state.transitions.map(withoutEmptyNext) };
}

function withoutEmptyNext(transition: unknown): unknown {
  if (!isRecord(transition)) return transition;
  const { next, ...rest } = transition;
  return next === '' || next === null || next === undefined ? rest : transition;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).sort(([one], [other]) => compare(one, other));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

const nameOf = (state: unknown) => (isRecord(state) ? String(state.name) : '');

/** By code unit: the same on every machine, whatever its language. */
const compare = (one: string, other: string) => Number(one > other) - Number(one < other);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
