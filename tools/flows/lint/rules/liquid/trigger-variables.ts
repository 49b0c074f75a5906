import type { Template, VariablePath } from '../../../../../studio-flows/liquid/read-template';
import type { LintedFlow } from '../../linted-flow';
import type { LintedState } from '../../linted-state';
import { placeOf, type StateVariable, stateVariables, variableName } from '../../liquid/state-variables';
import type { Rule } from '../../rule';

/** Which event of the trigger fills in what. */
const EVENTS: ReadonlyMap<string, string> = new Map([
  ['call', 'incomingCall'],
  ['message', 'incomingMessage'],
  ['conversation', 'incomingConversationMessage'],
  ['request', 'incomingRequest'],
  ['parent', 'incomingParent'],
]);

/** L065: `trigger.call` in a widget that only messages come to. */
export const triggerFilledIn: Rule = {
  id: 'L065',
  level: 'policy',
  severity: 'warning',
  title: 'trigger names what started the flow',
  why: 'An execution has one trigger, and fills in only that part of trigger: the others print nothing',
  fix: 'Use the part that fits the trigger, such as trigger.conversation for incomingConversationMessage, or split on the trigger first',
  check(flow, report) {
    for (const state of flow.states) {
      const events = flow.graph.triggers(state);
      if (events.size === 0) continue;
      for (const variable of stateVariables(state)) {
        const needed = neededEvent(variable);
        if (needed === undefined || (events.size === 1 && events.has(needed))) continue;
        if (
          isCanvasDefault(state, variable) ||
          variable.used.every((one) => looksElsewhere(one.template, variable.path))
        )
          continue;
        const others = [...events].filter((event) => event !== needed).sort();
        if (!events.has(needed)) {
          const started = `the way here starts with ${others.join(' or ')}`;
          report({ state: state.name, message: `${placeOf(variable)} is always empty: ${started}` });
        } else if (!splitsOnTrigger(flow, state)) {
          const when = `when ${others.join(' or ')} started the flow`;
          report({ state: state.name, message: `${placeOf(variable)} is empty ${when}` });
        }
      }
    }
  },
};

function neededEvent({ path: [root, part] }: StateVariable): string | undefined {
  return root === 'trigger' && typeof part === 'string' ? EVENTS.get(part) : undefined;
}

/** The canvas puts these into every messaging widget, whatever the trigger. */
function isCanvasDefault({ type }: LintedState, { path, used }: StateVariable): boolean {
  const [, part, key] = path;
  return (
    (type === 'send-message' || type === 'send-and-wait-for-reply') &&
    part === 'message' &&
    (key === 'ChannelSid' || key === 'InstanceSid') &&
    used.every((one) => one.path === 'properties.channel' || one.path === 'properties.service')
  );
}

/** The text has an answer for an empty variable: a condition, a default, or the same of another trigger. */
function looksElsewhere({ pieces, outputs, variables }: Template, [, part, ...key]: VariablePath): boolean {
  const sameOfAnother = variables.some(
    ([root, other, ...rest]) => root === 'trigger' && other !== part && variableName(rest) === variableName(key),
  );
  const hasDefault = outputs.some(({ filters }) => filters.some(({ name }) => name === 'default'));
  return sameOfAnother || hasDefault || pieces.some(({ kind }) => kind === 'tag');
}

/** Which trigger it was may have been asked on the way: then which way leads here cannot be told from the graph. */
function splitsOnTrigger(flow: LintedFlow, state: LintedState): boolean {
  return [...flow.graph.ancestors(state), state].some(
    (one) =>
      one.type === 'split-based-on' &&
      stateVariables(one).some(
        ({ path: [root, part] }) => root === 'trigger' || root === 'contact' || part === 'channel',
      ),
  );
}
