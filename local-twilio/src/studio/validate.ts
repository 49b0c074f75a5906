import { MAXIMUM_STATES, WIDGET_CATALOGUE } from '../../../studio-flows/widget-catalogue';
import { assumptions } from '../assumptions';
import { checkTemplates } from './validate-liquid';
import { checkProperties, isRecord, kind, type Report, type Validation } from './validate-properties';
import { checkStartedBy } from './validate-started-by';
import { checkTransitions } from './validate-transitions';

export interface FlowError {
  /** Such as `#/states/3/properties/timeout`. */
  property_path: string;
  message: string;
}

/**
 * The checks of Flows/Validate, for every widget that Studio has: https://www.twilio.com/docs/api/errors/81022. Takes
 * any JSON and never throws.
 */
export function validateFlow(definition: unknown, validation: Validation = assumptions()): FlowError[] {
  const errors: FlowError[] = [];
  const report = (property_path: string, message: string) => void errors.push({ property_path, message });
  if (!isRecord(definition)) return [{ property_path: '#', message: `${kind(definition)} found, object expected` }];

  const { states, flags } = definition;
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
  if (flags !== undefined && !(isRecord(flags) && typeof flags.allow_concurrent_calls === 'boolean')) {
    report('#/flags/allow_concurrent_calls', 'is missing but it is required');
  }
  const names = readNames(states, report);
  if (typeof definition.initial_state !== 'string' || !names.has(definition.initial_state)) {
    report('#/initial_state', 'must name a widget of the flow');
  }
  const triggers = states.filter((state) => isRecord(state) && state.type === 'trigger').length;
  if (triggers !== 1) report('#/states', `there must be exactly one trigger, found ${triggers}`);
  for (const [index, state] of states.entries()) {
    if (isRecord(state)) checkState(state, `#/states/${index}`, names, report, validation);
  }
  checkStartedBy(states, report);
  return errors;
}

function readNames(states: readonly unknown[], report: Report): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [index, state] of states.entries()) {
    if (!isRecord(state) || typeof state.name !== 'string') {
      report(`#/states/${index}/name`, 'is missing but it is required');
      continue;
    }
    if (names.has(state.name)) report(`#/states/${index}/name`, `widget names are not unique: ${state.name}`);
    names.add(state.name);
  }
  return names;
}

function checkState(
  state: Record<string, unknown>,
  path: string,
  names: ReadonlySet<unknown>,
  report: Report,
  validation: Validation,
): void {
  const facts = typeof state.type === 'string' ? WIDGET_CATALOGUE.get(state.type) : undefined;
  if (!facts) {
    const known = [...WIDGET_CATALOGUE.keys()].sort();
    report(`${path}/type`, `does not have a value in the enumeration [${known.join(', ')}]`);
  }
  checkTransitions(state, facts, `${path}/transitions`, names, report);
  if (!isRecord(state.properties)) report(`${path}/properties`, 'is missing but it is required');
  else if (facts?.properties) {
    checkProperties(state.properties, facts.properties, `${path}/properties`, report, validation);
  }
  if (validation.studioRefusesBadLiquid) checkTemplates(state, path, report);
}
