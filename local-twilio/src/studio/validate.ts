import { CONDITIONS } from './conditions';
import { checkProperties, isRecord, kind, type Report } from './validate-properties';
import { OTHER_WIDGETS, WIDGET_FACTS } from './widget-facts';

export interface FlowError {
  /** Such as `#/states/3/properties/timeout`. */
  property_path: string;
  message: string;
}

const MAXIMUM_STATES = 1000;

/**
 * The checks of Flows/Validate that need no schema file: https://www.twilio.com/docs/api/errors/81022.
 * Properties and events are checked for the widgets of widget-facts.ts.
 */
export function validateFlow(definition: unknown): FlowError[] {
  const errors: FlowError[] = [];
  const report = (property_path: string, message: string) => errors.push({ property_path, message });
  if (!isRecord(definition)) return [{ property_path: '#', message: `${kind(definition)} found, object expected` }];

  const states = definition.states;
  if (!Array.isArray(states)) {
    report(
      '#/states',
      states === undefined ? 'is missing but it is required' : `${kind(states)} found, array expected`,
    );
    return errors;
  }
  if (states.length < 1) report('#/states', 'there must be a minimum of 1 items in the array');
  if (states.length > MAXIMUM_STATES) {
    report('#/states', `there must be a maximum of ${MAXIMUM_STATES} items in the array`);
  }
  const flags = definition.flags;
  if (flags !== undefined && !(isRecord(flags) && typeof flags.allow_concurrent_calls === 'boolean')) {
    report('#/flags/allow_concurrent_calls', 'is missing but it is required');
  }

  const names = new Set<unknown>();
  for (const [index, state] of states.entries()) {
    if (!isRecord(state) || typeof state.name !== 'string') {
      report(`#/states/${index}/name`, 'is missing but it is required');
      continue;
    }
    if (names.has(state.name)) report(`#/states/${index}/name`, `widget names are not unique: ${state.name}`);
    names.add(state.name);
  }
  if (!names.has(definition.initial_state)) report('#/initial_state', 'must name a widget of the flow');
  const triggers = states.filter((state) => isRecord(state) && state.type === 'trigger').length;
  if (triggers !== 1) report('#/states', `there must be exactly one trigger, found ${triggers}`);
  for (const [index, state] of states.entries()) {
    if (isRecord(state)) checkState(state, `#/states/${index}`, names, report);
  }
  return errors;
}

function checkState(state: Record<string, unknown>, path: string, names: Set<unknown>, report: Report): void {
  const type = String(state.type);
  const facts = WIDGET_FACTS[type];
  if (!facts && !OTHER_WIDGETS.includes(type)) {
    const known = [...Object.keys(WIDGET_FACTS), ...OTHER_WIDGETS].sort();
    report(`${path}/type`, `does not have a value in the enumeration [${known.join(', ')}]`);
  }
  if (!Array.isArray(state.transitions)) report(`${path}/transitions`, 'is missing but it is required');
  else {
    for (const [index, transition] of state.transitions.entries()) {
      checkTransition(transition, type, `${path}/transitions/${index}`, names, report);
    }
    if (type === 'split-based-on' && !state.transitions.some((item) => isRecord(item) && item.event === 'noMatch')) {
      report(`${path}/transitions`, 'there must be a noMatch transition');
    }
  }
  if (!isRecord(state.properties)) report(`${path}/properties`, 'is missing but it is required');
  else if (facts) checkProperties(state.properties, type, `${path}/properties`, report);
}

function checkTransition(given: unknown, type: string, path: string, names: Set<unknown>, report: Report): void {
  if (!isRecord(given)) {
    report(path, `${kind(given)} found, object expected`);
    return;
  }
  const { event, next, conditions } = given;
  const facts = WIDGET_FACTS[type];
  if (facts && !facts.events.includes(String(event))) {
    for (const allowed of facts.events) report(`${path}/event`, `must be a constant value ${allowed}`);
  }
  if (next !== undefined && next !== '' && !names.has(next)) {
    report(`${path}/next`, `must name a widget of the flow: ${String(next)}`);
  }
  if (type !== 'split-based-on' || event !== 'match') {
    if (conditions !== undefined) {
      report(`${path}/conditions`, 'is not defined in the schema and the schema does not allow additional properties');
    }
  } else if (!Array.isArray(conditions) || conditions.length === 0) {
    report(`${path}/conditions`, 'is missing but it is required');
  } else {
    for (const [index, condition] of conditions.entries()) {
      checkCondition(condition, `${path}/conditions/${index}`, report);
    }
  }
}

function checkCondition(condition: unknown, path: string, report: Report): void {
  if (!isRecord(condition)) {
    report(path, `${kind(condition)} found, object expected`);
    return;
  }
  for (const name of ['friendly_name', 'type', 'value']) {
    if (typeof condition[name] !== 'string') report(`${path}/${name}`, 'is missing but it is required');
  }
  if (!Array.isArray(condition.arguments)) report(`${path}/arguments`, 'is missing but it is required');
  if (!(String(condition.type) in CONDITIONS)) {
    report(`${path}/type`, `does not have a value in the enumeration [${Object.keys(CONDITIONS).sort().join(', ')}]`);
  }
}
