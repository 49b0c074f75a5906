import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import type { FlowStore } from './flow-store';
import type { RunnableFlow } from './runnable-flow';

/**
 * The revision of a flow that a Run Subflow widget names. "Latest draft" is for test users; everybody else gets what is
 * published: https://www.twilio.com/docs/studio/subflows#drafts
 */
export function findFlow(store: FlowStore, sid: string, revision: string): RunnableFlow | undefined {
  const flow = store.find(sid);
  if (!flow) return undefined;
  const found = /^\d+$/.test(revision)
    ? flow.revisions.find((one) => one.revision === Number(revision) && one.errors.length === 0)?.definition
    : flow.published;
  return found ? { sid, friendlyName: flow.friendlyName, definition: found as FlowDefinition } : undefined;
}
