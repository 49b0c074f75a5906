import { seededFlowSid } from '../../../local-twilio/src/studio/load-flows';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { readFlows } from '../../../studio-flows/read-flows';

/** A flow as a Studio that stands alone has it. */
export interface PublishedFlow {
  name: string;
  /** The stand-in of names.json, under which other flows run it, else one of its name. */
  sid: string;
  definition: FlowDefinition;
}

/** The flows of a folder as they stand: no account, so that stand-ins remain stand-ins. */
export function publishedFlows(folder: string): PublishedFlow[] {
  const { flows, names } = readFlows(folder);
  const standIns = new Map(Object.entries(names.flows).map(([sid, name]) => [name, sid]));
  return flows.map(({ name, definition }) => ({ name, definition, sid: standIns.get(name) ?? seededFlowSid(name) }));
}
