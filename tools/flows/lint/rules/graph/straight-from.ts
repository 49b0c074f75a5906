import type { LintedFlow } from '../../linted-flow';
import type { LintedState } from '../../linted-state';

/** Behind a split nobody can tell any more which trigger led there, and an outgoing call makes a call of anything. */
const FORKS = ['split-based-on', 'make-outgoing-call-v1', 'make-outgoing-call-v2'];

/** The widgets that an event of the trigger surely comes to: those before, and with, the first fork of each way. */
export function straightFrom(flow: LintedFlow, event: string): ReadonlySet<LintedState> {
  const found = new Set<LintedState>();
  const open = flow
    .ofType('trigger')
    .flatMap(({ transitions }) => transitions)
    .flatMap((transition) =>
      transition.event === event && transition.next ? (flow.state(transition.next) ?? []) : [],
    );
  for (let state = open.pop(); state; state = open.pop()) {
    if (found.has(state)) continue;
    found.add(state);
    if (!FORKS.includes(state.type)) open.push(...flow.graph.successors(state));
  }
  return found;
}
