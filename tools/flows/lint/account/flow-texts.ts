import type { PlacedText } from '../../../../studio-flows/strings-of';
import type { LintedFlow } from '../linted-flow';
import { asRecord, type LintedState } from '../linted-state';

export interface FlowText extends PlacedText {
  /** Absent for the description of the flow. */
  state?: LintedState;
}

/** Every text of a flow that says something: the description, and those that widgets use. */
export function flowTexts(flow: LintedFlow): FlowText[] {
  const { description } = asRecord(flow.raw);
  const own = typeof description === 'string' ? [{ path: 'description', text: description }] : [];
  return [...own, ...flow.states.flatMap((state) => state.strings.map((placed) => ({ ...placed, state })))];
}

/** Whether people read or hear the text: then what is in it is content, not a setting. */
export function isForPeople({ state, path }: FlowText): boolean {
  if (!state) return true;
  if (path === 'properties.body') return state.type.startsWith('send-');
  return path === 'properties.say' || path === 'properties.welcome_greeting' || path === 'properties.hints';
}
