import { CONDITION_TYPES } from '../../../studio-flows/widget-catalogue';
import type { WidgetFacts } from '../../../studio-flows/widget-facts';
import { isRecord, kind, type Report } from './validate-properties';

/** A widget's transitions: their events, where they lead, and the conditions of a split. */
export function checkTransitions(
  { type, transitions }: Record<string, unknown>,
  facts: WidgetFacts | undefined,
  path: string,
  names: ReadonlySet<unknown>,
  report: Report,
): void {
  if (!Array.isArray(transitions)) {
    report(path, 'is missing but it is required');
    return;
  }
  for (const [index, transition] of transitions.entries()) {
    checkTransition(transition, type === 'split-based-on', facts, `${path}/${index}`, names, report);
  }
  if (type === 'split-based-on' && !transitions.some((item) => isRecord(item) && item.event === 'noMatch')) {
    report(path, 'there must be a noMatch transition');
  }
}

function checkTransition(
  given: unknown,
  ofSplit: boolean,
  facts: WidgetFacts | undefined,
  path: string,
  names: ReadonlySet<unknown>,
  report: Report,
): void {
  if (!isRecord(given)) {
    report(path, `${kind(given)} found, object expected`);
    return;
  }
  const { event, next, conditions } = given;
  const events = facts?.events ?? [];
  if (typeof event !== 'string') report(`${path}/event`, 'is missing but it is required');
  else if (events.length > 0 && !events.includes(event)) {
    for (const allowed of events) report(`${path}/event`, `must be a constant value ${allowed}`);
  }
  if (next !== undefined && next !== '' && !names.has(next)) {
    report(`${path}/next`, `must name a widget of the flow: ${typeof next === 'string' ? next : kind(next)}`);
  }
  if (!ofSplit || event !== 'match') {
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
  const compared = condition.arguments;
  if (!Array.isArray(compared)) report(`${path}/arguments`, 'is missing but it is required');
  else {
    for (const [index, item] of compared.entries()) {
      if (typeof item !== 'string') report(`${path}/arguments/${index}`, `${kind(item)} found, string expected`);
    }
  }
  if (!CONDITION_TYPES.some((type) => type === condition.type)) {
    report(`${path}/type`, `does not have a value in the enumeration [${[...CONDITION_TYPES].sort().join(', ')}]`);
  }
}
