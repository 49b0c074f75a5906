import type { LintedState } from './linted-state';

const NONE: ReadonlySet<never> = new Set<never>();

/** Which widget leads to which. Of widgets that share a name the first is meant, and unknown names lead nowhere. */
export class FlowGraph {
  readonly #successors = new Map<LintedState, ReadonlySet<LintedState>>();
  readonly #predecessors = new Map<LintedState, Set<LintedState>>();
  readonly #ancestors = new Map<LintedState, ReadonlySet<LintedState>>();
  readonly #triggers = new Map<LintedState, Set<string>>();
  /** Every widget that can run, the trigger included. */
  readonly reachable: ReadonlySet<LintedState>;

  constructor(states: readonly LintedState[], initialState: string, find: (name: string) => LintedState | undefined) {
    for (const state of states) {
      const next = state.transitions.flatMap((transition) => (transition.next ? (find(transition.next) ?? []) : []));
      this.#successors.set(state, new Set(next));
      for (const one of next) this.#predecessors.set(one, (this.#predecessors.get(one) ?? new Set()).add(state));
    }
    const first = find(initialState);
    const starts = states.filter((state) => state.type === 'trigger' || state === first);
    this.reachable = new Set([...starts, ...spread(starts, (state) => this.successors(state))]);
    for (const [event, firsts] of wiredTriggers(states, find)) {
      for (const state of [...firsts, ...spread(firsts, (one) => this.successors(one))]) {
        this.#triggers.set(state, (this.#triggers.get(state) ?? new Set()).add(event));
      }
    }
  }

  /** The widgets that its transitions name. */
  successors(state: LintedState): ReadonlySet<LintedState> {
    return this.#successors.get(state) ?? NONE;
  }

  /** The widgets whose transitions name it. */
  predecessors(state: LintedState): ReadonlySet<LintedState> {
    return this.#predecessors.get(state) ?? NONE;
  }

  /** Every widget that can have run before it; it is one of them itself when it lies on a loop. */
  ancestors(state: LintedState): ReadonlySet<LintedState> {
    const known = this.#ancestors.get(state);
    if (known) return known;
    const found = spread([state], (one) => this.predecessors(one));
    this.#ancestors.set(state, found);
    return found;
  }

  /** Every widget that can run after it; it is one of them itself when it lies on a loop. */
  descendants(state: LintedState): ReadonlySet<LintedState> {
    return spread([state], (one) => this.successors(one));
  }

  /** The trigger's events that can have led to it, such as `incomingCall`. */
  triggers(state: LintedState): ReadonlySet<string> {
    return this.#triggers.get(state) ?? NONE;
  }
}

/** The trigger's events that lead somewhere → where to. */
function wiredTriggers(
  states: readonly LintedState[],
  find: (name: string) => LintedState | undefined,
): Map<string, LintedState[]> {
  const wired = new Map<string, LintedState[]>();
  for (const { event, next } of states.flatMap((state) => (state.type === 'trigger' ? state.transitions : []))) {
    const to = next === undefined ? undefined : find(next);
    if (!to) continue;
    const firsts = wired.get(event);
    if (firsts) firsts.push(to);
    else wired.set(event, [to]);
  }
  return wired;
}

/** What can be come to from these in one step or more. */
function spread(
  from: readonly LintedState[],
  neighbours: (state: LintedState) => ReadonlySet<LintedState>,
): ReadonlySet<LintedState> {
  const found = new Set<LintedState>();
  const open = [...from];
  for (let state = open.pop(); state; state = open.pop()) {
    for (const next of neighbours(state)) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}
