import type { FlowDefinition, State, Transition } from '../../studio-flows/flow-definition';

/**
 * What is different between two definitions, a line each, by widget and property: `+` is only in `after`, `-` only in
 * `before`, `~` in both. Empty: they mean the same.
 *
 * @param show how a text is shown, for SIDs that have a name
 */
export function flowDifferences(before: FlowDefinition, after: FlowDefinition, show = quoted): string[] {
  const was = new Map(before.states.map((state) => [state.name, state]));
  const is = new Map(after.states.map((state) => [state.name, state]));
  const moved = after.states.filter((state) => {
    const old = was.get(state.name);
    return old && JSON.stringify(offsetOf(old)) !== JSON.stringify(offsetOf(state));
  });
  return [
    ...changes(envelope(before), envelope(after), show),
    ...before.states.filter(({ name }) => !is.has(name)).map(({ name, type }) => `- ${name} (${type})`),
    ...after.states.flatMap((state) => {
      const old = was.get(state.name);
      if (!old) return [`+ ${state.name} (${state.type})`, ...indented(addedFacts(state, show))];
      const lines = changes(factsOf(old), factsOf(state), show);
      return lines.length > 0 ? [`~ ${state.name} (${state.type})`, ...indented(lines)] : [];
    }),
    ...(moved.length > 0 ? [`layout: ${moved.map(({ name }) => name).join(', ')} moved`] : []),
  ];
}

type Facts = Map<string, unknown>;

const ENDS = Symbol('ends');

const envelope = ({ states: _, ...rest }: FlowDefinition): Facts => flatten(rest);

function factsOf({ type, transitions, properties }: State): Facts {
  const { offset: _, ...rest } = properties ?? {};
  const matches = transitions.filter(({ conditions }) => conditions);
  return new Map([
    ['type', type],
    ...flatten(rest),
    ...named(transitions, (transition) => `on ${eventOf(transition)}`).map(([key, { next }]): [string, unknown] => [
      key,
      next || ENDS,
    ]),
    // The first condition that matches wins.
    ...(matches.length > 1 ? [['order', matches.map(eventOf).join('; ')] as const] : []),
  ]);
}

function addedFacts(state: State, show: (text: string) => string): string[] {
  const facts = [...factsOf(state)].filter(([key]) => key !== 'type' && key !== 'order');
  return facts.map(([key, value]) => `${key}: ${shown(value, show)}`);
}

function changes(before: Facts, after: Facts, show: (text: string) => string): string[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const lines = keys.flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    if (old === now) return [];
    if (!before.has(key)) return [`+ ${key}: ${shown(now, show)}`];
    if (!after.has(key)) return [`- ${key}: ${shown(old, show)}`];
    return key === 'order' ? ['order of its conditions'] : [`${key}: ${shown(old, show)} → ${shown(now, show)}`];
  });
  const onlyOrder = (line: string) =>
    line === 'order of its conditions' && lines.some((other) => /^[+-] on match/.test(other));
  return lines.filter((line) => !onlyOrder(line) && !/^[+-] order: /.test(line));
}

function eventOf({ event, conditions = [] }: Transition): string {
  const texts = conditions.map(({ arguments: [argument = ''] = [], type, value }) =>
    `${argument} ${type} ${value}`.trim(),
  );
  return texts.length > 0 ? `match ${texts.join(' and ')}` : event;
}

function flatten(value: Record<string, unknown>, prefix = ''): Facts {
  const facts: Facts = new Map();
  for (const [key, item] of Object.entries(value)) {
    const path = prefix + key;
    if (Array.isArray(item)) {
      for (const [name, part] of named(item, nameOfItem)) addTo(facts, `${path}[${name}]`, part);
    } else addTo(facts, path, item);
  }
  return facts;
}

function addTo(facts: Facts, path: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) facts.set(path, value);
  else {
    const keyed = value as Record<string, unknown>;
    const isPair = typeof keyed.key === 'string' && 'value' in keyed && path.endsWith(`[${keyed.key}]`);
    const { key: _, value: only, ...rest } = keyed;
    if (isPair && Object.keys(rest).length === 0) facts.set(path, only);
    else for (const [key, item] of flatten(keyed, `${path}.`)) facts.set(key, item);
  }
}

/** Parameters and variables are known by their key, other items by their place. */
function nameOfItem(item: unknown, index: number): string {
  const key = (item as { key?: unknown } | null)?.key;
  return typeof key === 'string' ? key : String(index);
}

/** With a number behind a name that is there already. */
function named<Item>(items: Item[], nameOf: (item: Item, index: number) => string): [string, Item][] {
  const seen = new Map<string, number>();
  return items.map((item, index) => {
    const name = nameOf(item, index);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [count > 1 ? `${name} #${count}` : name, item];
  });
}

const offsetOf = ({ properties }: State) => properties?.offset;
const indented = (lines: string[]) => lines.map((line) => `    ${line}`);
const quoted = (text: string) => JSON.stringify(text);

function shown(value: unknown, show: (text: string) => string): string {
  if (value === ENDS) return '(ends)';
  return typeof value === 'string' ? show(value) : JSON.stringify(value);
}
