import { CONTACT_EVENTS, isForRestAlone, WIDGET_CATALOGUE } from '../../../studio-flows/widget-catalogue';
import { isRecord, type Report } from './validate-properties';

/** Widgets that start or take up a conversation are refused where a contact can have started the flow. */
export function checkStartedBy(states: readonly unknown[], report: Report): void {
  const byName = new Map<unknown, { state: Record<string, unknown>; index: number }>();
  for (const [index, state] of states.entries()) {
    if (isRecord(state) && typeof state.name === 'string' && !byName.has(state.name)) {
      byName.set(state.name, { state, index });
    }
  }
  const triggers = states.filter((state) => isRecord(state) && state.type === 'trigger');
  const open = triggers.flatMap(transitionsOf).filter(({ event }) => CONTACT_EVENTS.some((one) => one === event));
  const seen = new Set<unknown>();
  for (let transition = open.pop(); transition; transition = open.pop()) {
    const { next } = transition;
    const found = byName.get(next);
    if (!found || seen.has(next) || next === '') continue;
    seen.add(next);
    for (const further of transitionsOf(found.state)) open.push(further);
    const { type } = found.state;
    const facts = typeof type === 'string' ? WIDGET_CATALOGUE.get(type) : undefined;
    if (facts && isForRestAlone(facts)) {
      report(`#/states/${found.index}`, `${type} can only be used in flows triggered by the REST API`);
    }
  }
}

function transitionsOf(state: unknown): Record<string, unknown>[] {
  return isRecord(state) && Array.isArray(state.transitions) ? state.transitions.filter(isRecord) : [];
}
