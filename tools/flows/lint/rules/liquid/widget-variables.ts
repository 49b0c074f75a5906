import type { LintedFlow } from '../../linted-flow';
import type { LintedState } from '../../linted-state';
import { shown } from '../../liquid/shown';
import { placeOf, type StateVariable, stateVariables } from '../../liquid/state-variables';
import type { Rule } from '../../rule';

interface WidgetVariable extends StateVariable {
  widget: string;
  /** What comes after the widget's name. */
  key: string | number | undefined;
}

/** L062: `widgets.X` where there is no X, mostly after a widget was renamed. */
export const widgetExists: Rule = {
  id: 'L062',
  level: 'policy',
  severity: 'error',
  title: 'Liquid names widgets that are there',
  why: 'A variable of a widget that is not there prints nothing, and nobody is told: renaming a widget does not rename it in Liquid',
  fix: "Write the widget's name as it is in the flow; upper and lower case count",
  check(flow, report) {
    for (const state of flow.states) {
      for (const variable of widgetVariables(state)) {
        if (flow.state(variable.widget)) continue;
        const similar = flow.states.find(({ name }) => folded(name) === folded(variable.widget));
        report({
          state: state.name,
          message: `${placeOf(variable)}: there is no widget "${shown(variable.widget)}"`,
          ...(similar && { fix: `Write widgets.${shown(similar.name)}` }),
        });
      }
    }
  },
};

/** L063: `widgets.X` before X can have run. */
export const widgetRanBefore: Rule = {
  id: 'L063',
  level: 'policy',
  severity: 'warning',
  title: 'Liquid names widgets that ran before',
  why: 'A widget has no outputs until it has run: when no way leads from it to here, the variable prints nothing',
  fix: 'Name a widget that lies on the way to this one, or draw the way',
  check(flow, report) {
    for (const state of flow.states) {
      if (!flow.graph.reachable.has(state)) continue;
      for (const variable of widgetVariables(state)) {
        const widget = flow.state(variable.widget);
        if (!widget || flow.graph.ancestors(state).has(widget)) continue;
        const when =
          widget === state ? 'this widget is on no loop' : `no way leads from "${shown(widget.name)}" to here`;
        report({ state: state.name, message: `${placeOf(variable)} is always empty: ${when}` });
      }
    }
  },
};

/** L066: an output that the widget's type does not have. */
export const outputExists: Rule = {
  id: 'L066',
  level: 'policy',
  severity: 'error',
  title: 'Liquid names outputs that the widget has',
  why: 'Each type of widget has outputs of its own, and upper and lower case count: anything else prints nothing',
  fix: 'Look up the outputs of the widget: https://www.twilio.com/docs/studio/widget-library',
  check(flow, report) {
    for (const state of flow.states) {
      for (const variable of widgetVariables(state)) {
        const problem = wrongOutput(flow, variable);
        if (problem)
          report({ state: state.name, message: `${placeOf(variable)}: ${problem.message}`, fix: problem.fix });
      }
    }
  },
};

/** Known below `inbound`: https://www.twilio.com/docs/studio/widget-library/send-wait-reply */
const INBOUND = ['Body', 'From', 'To', 'MessageSid', 'NumMedia', 'MediaUrl0', 'ConversationSid', 'Author'];

function wrongOutput(
  flow: LintedFlow,
  { widget, key, path }: WidgetVariable,
): { message: string; fix?: string } | undefined {
  const state = flow.state(widget);
  const { facts } = state ?? {};
  if (!state || !facts || facts.retired || typeof key !== 'string' || key === 'size') return undefined;
  const keys = [...new Set(facts.outputs.map((output) => output.split('.')[0] ?? ''))];
  const wrong = wrongKey(key, keys, facts.moreOutputs === true, `a ${state.type} widget`);
  if (wrong) return wrong;
  const inner = path[3];
  if (key !== 'inbound' || state.type !== 'send-and-wait-for-reply' || typeof inner !== 'string') return undefined;
  return wrongKey(inner, INBOUND, true, 'inbound');
}

function wrongKey(
  key: string,
  keys: string[],
  mayHaveMore: boolean,
  owner: string,
): { message: string; fix?: string } | undefined {
  if (keys.includes(key)) return undefined;
  const similar = keys.find((one) => folded(one) === folded(key));
  if (similar) return { message: `${owner} has no output "${shown(key)}"`, fix: `Write ${similar}` };
  if (mayHaveMore) return undefined;
  const listed = keys.length > 8 ? [...keys.slice(0, 8), '…'] : keys;
  const known = keys.length === 0 ? 'it has none' : `it has ${listed.join(', ')}`;
  return { message: `${owner} has no output "${shown(key)}" (${known})` };
}

function widgetVariables(state: LintedState): WidgetVariable[] {
  return stateVariables(state).flatMap((variable) => {
    const [root, widget, key] = variable.path;
    return root === 'widgets' && typeof widget === 'string' ? [{ ...variable, widget, key }] : [];
  });
}

const folded = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
