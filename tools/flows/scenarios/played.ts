import type { InteractionRequest } from '../../../local-twilio/src/ports';
import type { ExecutionLog, StepLog } from '../../../local-twilio/src/studio/execution-log';
import type { EndpointCall } from '../../../local-twilio/src/studio/widget';

/** What came of a scenario. */
export interface Played {
  /** Of all executions, in order. */
  steps: StepLog[];
  said: string[];
  interactions: InteractionRequest[];
  calls: EndpointCall[];
  /** Calls that the scenario has no answer for. */
  unanswered: string[];
  /** Lists of answers of which some were never asked for. */
  leftOver: { path: string; answers: number; asked: number }[];
  executions: ExecutionLog[];
  /** What of the call's script does not fit what the flow did. */
  callProblems: string[];
}
