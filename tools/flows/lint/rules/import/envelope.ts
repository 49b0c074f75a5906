import { MAXIMUM_STATES } from '../../../../../studio-flows/widget-catalogue';
import { asArray, asRecord, type LintedState } from '../../linted-state';
import type { Rule } from '../../rule';

/** What a flow, and each widget, is made of: https://www.twilio.com/docs/studio/rest-api/v2/schemas */
export const ENVELOPE_RULES: readonly Rule[] = [
  {
    id: 'S001',
    level: 'import',
    severity: 'error',
    title: 'The flow has a list of widgets, each with name, type, transitions and properties',
    why: 'Studio takes nothing else for a flow',
    fix: 'Export the flow again (Trigger, Show Flow JSON), or add what is missing',
    check({ raw, states }, report) {
      const given = asRecord(raw).states;
      if (!Array.isArray(given)) return report({ message: '"states" is missing, or is no list' });
      if (given.length === 0) report({ message: '"states" is empty' });
      for (const state of states) {
        for (const message of missingParts(state)) report({ state: state.name, message });
      }
    },
  },
  {
    id: 'S002',
    level: 'import',
    severity: 'error',
    title: '"flags" holds allow_concurrent_calls as a boolean',
    why: "It is the only flag, and Studio's schema requires it",
    fix: 'Write "flags": {"allow_concurrent_calls": true}',
    check({ raw }, report) {
      const { flags } = asRecord(raw);
      if (flags !== undefined && typeof asRecord(flags).allow_concurrent_calls !== 'boolean') {
        report({ message: '"flags.allow_concurrent_calls" is no boolean' });
      }
    },
  },
  {
    id: 'S003',
    level: 'import',
    severity: 'error',
    title: '"initial_state" names a widget of the flow',
    why: 'An execution would have nowhere to begin (81022)',
    fix: 'Write the name of the trigger: "initial_state": "Trigger"',
    check(flow, report) {
      const initial = asRecord(flow.raw).initial_state;
      if (typeof initial === 'string' && flow.state(initial)) return;
      report({
        message:
          typeof initial === 'string'
            ? `"initial_state" is "${initial}", and no widget is`
            : '"initial_state" is missing',
      });
    },
  },
  {
    id: 'S004',
    level: 'policy',
    severity: 'warning',
    title: 'The initial state is the trigger, and is called Trigger',
    why: 'The console writes nothing else, and may not draw such a flow',
    fix: 'Name the trigger "Trigger", and let "initial_state" name it',
    check(flow, report) {
      const initial = flow.state(flow.initialState);
      if (!initial || (initial.type === 'trigger' && initial.name === 'Trigger')) return;
      report({
        state: initial.name,
        message: `The flow begins at "${initial.name}", of type ${initial.type || 'none'}`,
      });
    },
  },
  {
    id: 'S005',
    level: 'import',
    severity: 'error',
    title: 'There is exactly one trigger',
    why: 'It is where every execution begins',
    fix: 'Keep one widget of type "trigger", and put what others lead to behind it',
    check(flow, report) {
      const triggers = flow.ofType('trigger');
      if (triggers.length === 0) report({ message: 'No widget is a trigger' });
      for (const { name } of triggers.slice(1)) report({ state: name, message: `"${name}" is a second trigger` });
    },
  },
  {
    id: 'S006',
    level: 'import',
    severity: 'error',
    title: 'No two widgets share a name',
    why: 'Studio answers that widget names are not unique (81022)',
    fix: 'Rename one of them, and every transition and Liquid expression that means it',
    check({ states }, report) {
      const seen = new Set<string>();
      for (const { name, raw } of states) {
        if (typeof asRecord(raw).name !== 'string') continue;
        if (seen.has(name)) report({ state: name, message: `"${name}" is the name of more than one widget` });
        seen.add(name);
      }
    },
  },
  {
    id: 'S007',
    level: 'policy',
    severity: 'warning',
    title: 'A name is 1 to 64 letters, digits, _ or -',
    why: 'Liquid finds a widget by its name, and takes nothing else in it (81018)',
    fix: 'Rename the widget',
    check({ states }, report) {
      for (const { name, raw } of states) {
        if (typeof asRecord(raw).name === 'string' && !/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
          report({ state: name, message: `"${name}" can hardly be used as widgets.<name>` });
        }
      }
    },
  },
  {
    id: 'S020',
    level: 'import',
    severity: 'error',
    title: `There are ${MAXIMUM_STATES} widgets at most`,
    why: "That is the most that Studio's schema allows; with subflows an execution may run through 2000 (81025, 81026)",
    fix: 'Move a part into a subflow, and call it by Run Subflow',
    check({ raw }, report) {
      const { length } = asArray(asRecord(raw).states);
      if (length > MAXIMUM_STATES) report({ message: `There are ${length} widgets` });
    },
  },
];

function missingParts({ raw }: LintedState): string[] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return ['The widget is no object'];
  const { name, transitions, properties } = asRecord(raw);
  const missing: string[] = [];
  if (typeof name !== 'string') missing.push('The widget has no name');
  if (!Array.isArray(transitions)) missing.push('"transitions" is missing, or is no list');
  else if (transitions.some((item) => typeof item !== 'object' || item === null || Array.isArray(item))) {
    missing.push('A transition is no object');
  }
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    missing.push('"properties" is missing, or is no object');
  }
  return missing;
}
