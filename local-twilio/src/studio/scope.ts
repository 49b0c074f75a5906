import type { State } from '../../../studio-flows/flow-definition';
import type { StudioContext } from './context';
import type { TriggerEvent } from './execution-start';
import type { RunnableFlow } from './runnable-flow';

/** A flow that an execution is in: its own, or a sub-flow of it. */
export interface Scope {
  flow: RunnableFlow;
  states: Map<string, State>;
  event: TriggerEvent;
  context: StudioContext;
  /** Of a sub-flow: the Run Subflow widget that waits for its end. */
  caller?: { state: State; stepSid: string };
}

export function openScope(
  flow: RunnableFlow,
  event: TriggerEvent,
  context: StudioContext,
  caller?: Scope['caller'],
): Scope {
  return { flow, event, context, caller, states: new Map(flow.definition.states.map((state) => [state.name, state])) };
}

export const firstState = ({ flow, states }: Scope) => states.get(flow.definition.initial_state);
