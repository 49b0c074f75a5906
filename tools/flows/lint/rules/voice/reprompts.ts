import type { LintedFlow } from '../../linted-flow';
import type { LintedState } from '../../linted-state';
import type { Rule } from '../../rule';

/** Widgets that need nothing of the caller, count nothing, and so come round again. */
const PASSED_THROUGH: ReadonlySet<string> = new Set(['say-play', 'split-based-on', 'send-message', 'fork-stream']);

/** V093: a silent caller, or one who keeps answering nonsense, is asked for ever. */
export const repromptsForever: Rule = {
  id: 'V093',
  level: 'policy',
  severity: 'warning',
  title: 'A question is not repeated for ever',
  why: 'A line that nobody speaks on, or a robot, is asked again until the call is four hours old, which is paid for',
  fix: 'Count the rounds in a Set Variables widget on the loop, and leave it by a split after the third',
  check(flow, report) {
    for (const state of flow.ofType('gather-input-on-call')) {
      const events = ['timeout', 'keypress', 'speech'].filter((event) => comesRound(flow, state, event));
      if (events.length === 0) continue;
      report({ state: state.name, message: `After ${events.join(', ')} it asks again, and nothing counts how often` });
    }
  },
};

/**
 * Whether an event of a gather leads back to it past widgets that count nothing. What a caller chose may be repeated:
 * after keypress and speech only the way through a split's noMatch counts.
 */
function comesRound(flow: LintedFlow, gather: LintedState, event: string): boolean {
  const open: Place[] = nextOf(flow, gather, event).map((state) => ({ state, chose: event !== 'timeout' }));
  const seen = new Set<string>();
  for (let place = open.pop(); place; place = open.pop()) {
    const { state, chose } = place;
    if (state === gather) {
      if (!chose) return true;
      continue;
    }
    const key = `${state.index} ${chose}`;
    if (seen.has(key)) continue;
    seen.add(key);
    open.push(...goOn(flow, state, chose));
  }
  return false;
}

interface Place {
  state: LintedState;
  /** So far the caller may have asked for it to be repeated. */
  chose: boolean;
}

function goOn(flow: LintedFlow, state: LintedState, chose: boolean): Place[] {
  if (state.type === 'gather-input-on-call') {
    return chose ? [] : nextOf(flow, state, 'timeout').map((next) => ({ state: next, chose }));
  }
  if (!PASSED_THROUGH.has(state.type)) return [];
  return [...new Set(state.transitions.map((one) => one.event))].flatMap((event) =>
    nextOf(flow, state, event).map((next) => ({ state: next, chose: chose && event !== 'noMatch' })),
  );
}

function nextOf(flow: LintedFlow, { transitions }: LintedState, event: string): LintedState[] {
  return transitions.flatMap((one) => {
    const state = one.event === event && one.next !== undefined ? flow.state(one.next) : undefined;
    return state ? [state] : [];
  });
}
