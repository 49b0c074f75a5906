import type { FlowDefinition, State, Transition } from './flow-definition';

const ENVELOPE = ['description', 'states', 'initial_state', 'flags'];
const STATE = ['name', 'type', 'transitions', 'properties'];
const TRANSITION = ['next', 'event', 'conditions'];
const CONDITION = ['friendly_name', 'arguments', 'type', 'value'];

/**
 * A definition as a flow file has it: keys in the order of the console's exports, widgets and their properties in the
 * order of the file that it replaces, so that git shows what changed and nothing else.
 */
export function formatFlow(definition: FlowDefinition, before?: FlowDefinition): string {
  const states = inOrderOf(definition.states, before?.states ?? []).map((state) => formatState(state, before));
  return `${JSON.stringify(ordered({ ...definition, states }, ENVELOPE), null, 2)}\n`;
}

function inOrderOf(states: State[], before: State[]): State[] {
  const place = new Map(before.map(({ name }, index) => [name, index]));
  const last = before.length;
  return states.toSorted((one, other) => (place.get(one.name) ?? last) - (place.get(other.name) ?? last));
}

function formatState(state: State, before: FlowDefinition | undefined): unknown {
  const model =
    before?.states.find(({ name, type }) => name === state.name && type === state.type) ??
    before?.states.find(({ type }) => type === state.type);
  const transitions = state.transitions.map(formatTransition);
  return ordered({ ...state, transitions, properties: orderedLike(state.properties, model?.properties) }, STATE);
}

function formatTransition({ next, ...rest }: Transition): unknown {
  const conditions = rest.conditions?.map((condition) => ordered({ ...condition }, CONDITION));
  return ordered({ ...(next ? { next } : {}), ...rest, ...(conditions ? { conditions } : {}) }, TRANSITION);
}

/** Items of a list follow the item at their place in the model, or its first. */
function orderedLike(value: unknown, model: unknown): unknown {
  if (Array.isArray(value)) {
    const models = Array.isArray(model) ? model : [];
    return value.map((item, index) => orderedLike(item, models[index] ?? models[0]));
  }
  if (!isRecord(value)) return value;
  const keys = isRecord(model) ? Object.keys(model) : [];
  const items = Object.entries(value).map(([key, item]) => [key, orderedLike(item, isRecord(model) && model[key])]);
  return ordered(Object.fromEntries(items), keys);
}

function ordered(value: Record<string, unknown> | FlowDefinition, keys: string[]): Record<string, unknown> {
  const entries = Object.entries(value);
  const first = keys.flatMap((key) => entries.filter(([name]) => name === key));
  return Object.fromEntries([...first, ...entries.filter(([name]) => !keys.includes(name))]);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
