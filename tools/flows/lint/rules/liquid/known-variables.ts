import { isTemplate, type VariablePath } from '../../../../../studio-flows/liquid/read-template';
import type { LintedFlow } from '../../linted-flow';
import { setVariables } from '../../liquid/set-variables';
import { shown } from '../../liquid/shown';
import { placeOf, stateVariables } from '../../liquid/state-variables';
import type { Rule } from '../../rule';

const ROOTS = ['trigger', 'flow', 'widgets', 'contact'];
const TRIGGERS = ['call', 'message', 'conversation', 'request', 'parent'];
const FLOW = ['sid', 'flow_sid', 'channel', 'data', 'variables', 'add_ons'];
/** Parameters that are met often: others may come with the request, but not these in another spelling. */
const PARAMETERS = [
  ...['Body', 'From', 'To', 'AccountSid', 'MessageSid', 'NumMedia', 'MediaUrl0', 'ChannelSid', 'InstanceSid'],
  ...['ChannelAttributes', 'ConversationSid', 'ParticipantSid', 'Author', 'CallSid', 'CallStatus', 'Direction'],
];

/** L064: a variable that no Set Variables widget sets. */
export const variableIsSet: Rule = {
  id: 'L064',
  level: 'policy',
  severity: 'warning',
  title: 'flow.variables names variables that are set',
  why: "A variable that nothing sets prints nothing. What a sub-flow sets is found under the Run Subflow widget's name, not here",
  fix: 'Set it in a Set Variables widget, or write the name as it is set there; upper and lower case count',
  check(flow, report) {
    const keys = namesThatAreSet(flow);
    if (!keys) return;
    for (const state of flow.states) {
      for (const variable of stateVariables(state)) {
        const [root, member, key] = variable.path;
        if (root !== 'flow' || member !== 'variables' || typeof key !== 'string' || key === 'size') continue;
        if (keys.has(key)) continue;
        const similar = [...keys].find((one) => one.toLowerCase() === key.toLowerCase());
        report({
          state: state.name,
          message: `${placeOf(variable)}: no Set Variables widget sets "${shown(key)}"`,
          ...(similar && { fix: `Write flow.variables.${shown(similar)}` }),
        });
      }
    }
  },
};

/** L067: a variable that starts with something else than Studio's four roots. */
export const rootExists: Rule = {
  id: 'L067',
  level: 'policy',
  severity: 'error',
  title: 'Each variable starts with trigger, flow, widgets or contact',
  why: 'Studio knows no other root: the variable prints nothing',
  fix: 'Write flow.variables.NAME for a variable of the flow, widgets.NAME.… for the output of a widget, and a | before a filter',
  check(flow, report) {
    for (const state of flow.states) {
      for (const variable of stateVariables(state)) {
        const [root] = variable.path;
        if (typeof root !== 'string' || ROOTS.includes(root)) continue;
        report({ state: state.name, message: `${placeOf(variable)}: Studio has no "${shown(root)}"` });
      }
    }
  },
};

/** L073: something below trigger, flow or contact that is not there. */
export const memberExists: Rule = {
  id: 'L073',
  level: 'policy',
  severity: 'error',
  title: 'Only members that trigger, flow and contact have',
  why: 'What Studio does not fill in prints nothing, and upper and lower case count',
  fix: 'Use trigger.call, .message, .conversation, .request or .parent; flow.sid, .flow_sid, .channel.address, .data or .variables; contact.channel.address',
  check(flow, report) {
    for (const state of flow.states) {
      for (const variable of stateVariables(state)) {
        const problem = wrongMember(variable.path);
        if (problem) report({ state: state.name, message: `${placeOf(variable)}: ${problem}` });
      }
    }
  },
};

/** L072: a variable that Liquid may not be able to name. */
export const variableHasPlainName: Rule = {
  id: 'L072',
  level: 'policy',
  severity: 'warning',
  title: 'Variables have plain names',
  why: 'flow.variables.NAME reads letters, digits and _: a name with a blank, a dot or a dash may never be found again',
  fix: 'Use letters, digits and _, and begin with a letter or _',
  check(flow, report) {
    for (const { state, key } of setVariables(flow)) {
      if (key === '' || isTemplate(key) || /^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) continue;
      report({ state, message: `The variable "${shown(key)}" has a name that Liquid may not be able to read` });
    }
  },
};

/** Undefined when names are worked out by Liquid: then any may be set. */
function namesThatAreSet(flow: LintedFlow): Set<string> | undefined {
  const keys = setVariables(flow).map(({ key }) => key);
  for (const { properties } of flow.states) {
    if (typeof properties.save_response_as === 'string') keys.push(properties.save_response_as);
  }
  return keys.some(isTemplate) ? undefined : new Set(keys);
}

function wrongMember([root, member, key]: VariablePath): string | undefined {
  if (typeof member !== 'string' || member === 'size') return undefined;
  if (root === 'trigger') {
    if (!TRIGGERS.includes(member)) return `trigger has no "${shown(member)}"`;
    return typeof key === 'string' ? wrongSpelling(member, key) : undefined;
  }
  if (root === 'flow' && !FLOW.includes(member)) return `flow has no "${shown(member)}"`;
  if (root === 'contact' && member !== 'channel') return `contact has no "${shown(member)}", only channel.address`;
  const ofChannel = (root === 'flow' || root === 'contact') && member === 'channel' && typeof key === 'string';
  return ofChannel && key !== 'address' && key !== 'size'
    ? `${root}.channel has no "${shown(key)}", only address`
    : undefined;
}

function wrongSpelling(trigger: string, key: string): string | undefined {
  if (!['call', 'message', 'conversation'].includes(trigger)) return undefined;
  const right = PARAMETERS.find((one) => one.toLowerCase() === key.toLowerCase());
  return right === undefined || right === key ? undefined : `write ${right}: upper and lower case count`;
}
