import { CONTACT_EVENTS, isForRestAlone, WIDGET_CATALOGUE } from '../../../../../studio-flows/widget-catalogue';
import { asRecord } from '../../linted-state';
import type { Rule } from '../../rule';

/** The types of widgets, their events, and where transitions lead. */
export const WIDGET_RULES: readonly Rule[] = [
  {
    id: 'S008',
    level: 'import',
    severity: 'error',
    title: 'Each type of widget is one that Studio has',
    why: 'Studio answers that the value is not in the enumeration',
    fix: 'Take the type that an export of the console shows for such a widget',
    check({ states }, report) {
      for (const { name, type, facts } of states) {
        if (facts) continue;
        const meant = likely(type);
        report({
          state: name,
          message: type ? `Studio has no widget of type "${type}"` : 'The widget has no type',
          fix: meant ? `Write "${meant}"` : undefined,
        });
      }
    },
  },
  {
    id: 'S009',
    level: 'policy',
    severity: 'warning',
    title: 'No widget belongs to a product that is gone',
    why: 'Autopilot, Understand, Programmable Chat and the first virtual agents were ended: the widget fails when it runs',
    fix: 'Replace it: Run Function, Send to Flex or Connect Virtual Agent v2 do what it did',
    check({ states }, report) {
      for (const { name, type, facts } of states) {
        if (facts?.retired) report({ state: name, message: `"${type}" does not work any more` });
      }
    },
  },
  {
    id: 'S010',
    level: 'import',
    severity: 'error',
    title: 'Each transition has an event of its widget',
    why: 'Studio answers that it must be a constant value, and names those that it knows',
    fix: "Use one of the widget's own events",
    check({ states }, report) {
      for (const { name, type, facts, transitions } of states) {
        const known = facts?.events ?? [];
        for (const { event, raw } of transitions) {
          const given = asRecord(raw).event;
          if (typeof given !== 'string') report({ state: name, message: 'A transition has no event' });
          else if (known.length > 0 && !known.includes(event)) {
            report({
              state: name,
              message: `${type} has no event "${event}"`,
              fix: `Use one of ${known.join(', ')}`,
            });
          }
        }
      }
    },
  },
  {
    id: 'S011',
    level: 'import',
    severity: 'error',
    title: 'Each transition leads to a widget of the flow, or nowhere',
    why: 'Studio does not take a transition to a widget that is not there (81022)',
    fix: 'Write the name of a widget, or leave "next" out',
    check(flow, report) {
      for (const { name, transitions } of flow.states) {
        for (const { event, raw } of transitions) {
          const { next } = asRecord(raw);
          if (next === undefined || next === '' || (typeof next === 'string' && flow.state(next))) continue;
          report({
            state: name,
            message: `"${event}" leads to ${typeof next === 'string' ? `"${next}", which is not there` : 'no name'}`,
          });
        }
      }
    },
  },
  {
    id: 'S012',
    level: 'policy',
    severity: 'warning',
    title: 'No event is listed twice, but the match of a split',
    why: 'Only the first of them is ever taken',
    fix: 'Remove all but one',
    check({ states }, report) {
      for (const { name, type, transitions } of states) {
        const seen = new Set<string>();
        for (const { event } of transitions) {
          if (type === 'split-based-on' && event === 'match') continue;
          if (seen.has(event)) report({ state: name, message: `"${event}" is listed more than once` });
          seen.add(event);
        }
      }
    },
  },
  {
    id: 'S021',
    level: 'import',
    severity: 'error',
    title: 'A conversation is started or resumed only where a REST request started the flow',
    why: 'Studio answers that the widget can only be used in flows triggered by the REST API',
    fix: "Lead to it from the trigger's incomingRequest alone",
    check({ states, graph }, report) {
      for (const state of states.filter(({ facts }) => facts && isForRestAlone(facts))) {
        const wrong = CONTACT_EVENTS.filter((event) => graph.triggers(state).has(event));
        if (wrong.length > 0) report({ state: state.name, message: `It can be reached from ${wrong.join(', ')}` });
      }
    },
  },
];

/** The one type that is written alike but for signs and case, or that begins or ends in the same way. */
function likely(type: string): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const wanted = plain(type);
  if (wanted.length < 4) return undefined;
  const types = [...WIDGET_CATALOGUE.keys()];
  return (
    types.find((known) => plain(known) === wanted) ??
    types.find((known) => plain(known).endsWith(wanted) || plain(known).startsWith(wanted))
  );
}
