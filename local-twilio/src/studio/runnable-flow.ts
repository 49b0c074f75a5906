import type { FlowDefinition } from '../../../studio-flows/flow-definition';

/** One revision of a flow, as an execution runs it. */
export interface RunnableFlow {
  /** FW… */
  sid: string;
  friendlyName: string;
  definition: FlowDefinition;
}
