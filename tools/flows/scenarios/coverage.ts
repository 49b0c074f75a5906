import type { StepLog } from '../../../local-twilio/src/studio/execution-log';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';

/** A way out of a widget that no scenario took. */
export interface UncoveredTransition {
  state: string;
  event: string;
  /** Of a split: what its conditions are called. */
  condition?: string;
}

export interface Coverage {
  covered: number;
  total: number;
  uncovered: UncoveredTransition[];
}

/**
 * Which transitions of the flow were taken. Each that the file lists counts, also one that leads nowhere and so ends
 * the flow; of the trigger those alone that lead somewhere.
 */
export function coverageOf(flowSid: string, { states }: FlowDefinition, steps: StepLog[]): Coverage {
  const taken = new Set(
    steps.filter((step) => step.flowSid === flowSid).map(({ widget, transition }) => `${widget} ${transition}`),
  );
  const all = states.flatMap(({ name, type, transitions }) =>
    transitions.flatMap(({ event, next, conditions }, index) => {
      if (type === 'trigger' && !next) return [];
      const condition = conditions?.map(({ friendly_name }) => friendly_name).join(' and ');
      const transition: UncoveredTransition = { state: name, event, ...(condition ? { condition } : {}) };
      return [{ transition, isCovered: taken.has(`${name} ${index}`) }];
    }),
  );
  const uncovered = all.filter(({ isCovered }) => !isCovered).map(({ transition }) => transition);
  return { covered: all.length - uncovered.length, total: all.length, uncovered };
}
