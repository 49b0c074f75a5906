import type { FlowGraph } from '../../flow-graph';
import { asArray, asRecord, asText, type LintedState } from '../../linted-state';

/**
 * The groups of widgets that can run round and round without ever waiting for anybody: in each, every widget leads to
 * every other one through members of the group alone. Tarjan's algorithm without recursion.
 */
export function busyCycles(states: readonly LintedState[], graph: FlowGraph): LintedState[][] {
  const busy = new Set(states.filter(({ facts }) => facts && !facts.waits));
  const neighbours = (state: LintedState) => [...graph.successors(state)].filter((next) => busy.has(next));
  const order = new Map<LintedState, number>();
  const lowest = new Map<LintedState, number>();
  const stack: LintedState[] = [];
  const onStack = new Set<LintedState>();
  const groups: LintedState[][] = [];
  const low = (state: LintedState) => lowest.get(state) ?? 0;
  const enter = (state: LintedState) => {
    order.set(state, order.size);
    lowest.set(state, order.size - 1);
    stack.push(state);
    onStack.add(state);
    return { state, open: neighbours(state) };
  };

  for (const start of busy) {
    if (order.has(start)) continue;
    const visits = [enter(start)];
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      const { state, open } = visit;
      const next = open.pop();
      if (next) {
        if (!order.has(next)) visits.push(enter(next));
        else if (onStack.has(next)) lowest.set(state, Math.min(low(state), order.get(next) ?? 0));
        continue;
      }
      visits.pop();
      const parent = visits.at(-1)?.state;
      if (parent) lowest.set(parent, Math.min(low(parent), low(state)));
      if (low(state) === order.get(state)) groups.push(takeGroup(state, stack, onStack));
    }
  }
  return groups
    .filter((group) => group.length > 1 || group.some((state) => graph.successors(state).has(state)))
    .map((group) => group.sort((one, other) => one.index - other.index));
}

/** Whether the loop counts its rounds in a variable, and leaves by what it has counted. */
export function countsItsRounds(cycle: readonly LintedState[], graph: FlowGraph): boolean {
  const members = new Set(cycle);
  const counted = cycle
    .filter(({ type }) => type === 'set-variables')
    .flatMap(({ properties }) => asArray(properties.variables).map(asRecord))
    .filter(({ value }) => /\|\s*(plus|minus)\s*:/.test(asText(value)))
    .map(({ key }) => asText(key));
  return cycle.some(
    (state) =>
      state.type === 'split-based-on' &&
      (state.transitions.some(({ next }) => !next) ||
        [...graph.successors(state)].some((next) => !members.has(next))) &&
      state.strings.some(({ text }) => counted.some((key) => key !== '' && text.includes(key))),
  );
}

function takeGroup(root: LintedState, stack: LintedState[], onStack: Set<LintedState>): LintedState[] {
  const group = stack.splice(stack.indexOf(root));
  for (const state of group) onStack.delete(state);
  return group;
}
