import type { Rule } from '../../rule';
import { busyCycles, countsItsRounds } from './cycles';

/** Which widgets come after which, and whether it ever ends. */
export const WAY_RULES: readonly Rule[] = [
  {
    id: 'G030',
    level: 'policy',
    severity: 'warning',
    title: 'Each widget can be reached from the trigger',
    why: 'What never runs is read, translated and deployed all the same, and keeps SIDs that nobody renews',
    fix: 'Lead to it, or remove it',
    check({ states, graph }, report) {
      for (const state of states) {
        if (graph.reachable.has(state)) continue;
        const before = [...graph.predecessors(state)].filter((one) => one !== state).map(({ name }) => name);
        const lead = before.length === 1 ? 'leads here, which cannot' : 'lead here, which cannot';
        const message =
          before.length === 0 ? 'Nothing leads here' : `Only ${before.join(', ')} ${lead} be reached itself`;
        report({ state: state.name, message });
      }
    },
  },
  {
    id: 'G031',
    level: 'policy',
    severity: 'error',
    title: 'No loop runs round and round without waiting for anybody',
    why: 'Studio kills the execution at its limit of steps (81000, 81001), and the contact is dropped',
    fix: 'Wait for the contact in the loop, or count its rounds in a variable and leave by a split',
    check({ states, graph }, report) {
      for (const cycle of busyCycles(states, graph)) {
        const [first, ...others] = cycle;
        if (!first || countsItsRounds(cycle, graph)) continue;
        const names = others.map(({ name }) => name);
        report({
          state: first.name,
          message:
            names.length === 0
              ? 'It leads to itself, and waits for nobody'
              : `It runs in a loop with ${names.join(', ')}, and none of them waits for anybody`,
        });
      }
    },
  },
  {
    id: 'G032',
    level: 'policy',
    severity: 'info',
    title: 'No widget leads to itself',
    why: 'To ask once more is fine; without a counter it is for ever, and of a widget that does not wait it ends in 81001',
    fix: 'Lead through Set Variables that counts, and a split that leaves after a few rounds',
    check({ states, graph }, report) {
      for (const state of states) {
        const events = state.transitions.filter(({ next }) => next === state.name).map(({ event }) => event);
        if (events.length > 0 && graph.successors(state).has(state)) {
          report({ state: state.name, message: `${events.join(', ')} leads to the widget itself` });
        }
      }
    },
  },
  {
    id: 'G037',
    level: 'policy',
    severity: 'info',
    title: 'Each event of a widget is listed, wired or not',
    why: 'The console lists them all: a flow that does not was written by hand, and its next export shows changes that are none',
    fix: 'List {"event": "…"} without "next"',
    check({ states }, report) {
      for (const { name, facts, transitions } of states) {
        const listed = new Set(transitions.map(({ event }) => event));
        const { events = [], unlistedEvents = [] } = facts ?? {};
        const missing = events.filter(
          (event) => !listed.has(event) && !unlistedEvents.includes(event) && event !== 'match',
        );
        if (missing.length > 0) report({ state: name, message: `${missing.join(', ')} is not listed` });
      }
    },
  },
  {
    id: 'G038',
    level: 'policy',
    severity: 'warning',
    title: 'No two matches of a split have the same conditions',
    why: 'The second one is never taken',
    fix: 'Change or remove one of them',
    check(flow, report) {
      for (const { name, transitions } of flow.ofType('split-based-on')) {
        const seen = new Set<string>();
        for (const { event, conditions } of transitions) {
          if (event !== 'match' || conditions.length === 0) continue;
          const same = conditions.map((one) => JSON.stringify([one.type, one.value.trim(), one.arguments])).sort();
          if (seen.has(same.join())) {
            const [first] = conditions;
            report({ state: name, message: `Two matches are for "${first?.type} ${first?.value}"` });
          }
          seen.add(same.join());
        }
      }
    },
  },
];
