import type { WorkflowContent } from './configuration-mark';
import type { WorkflowFile } from './workflow-file';

/** Stands for the SID of a queue that is not there yet. */
const TO_BE_MADE = `WQ${'0'.repeat(32)}`;

/** A workflow file as an account takes it: with the SIDs of its queues, and without a mark. */
export function resolveWorkflow(file: WorkflowFile, queueSids: Readonly<Record<string, string>>): WorkflowContent {
  const { filters, default_filter: fallback } = file.configuration.task_routing;
  const withSid = <Target extends { queue: string }>(target: Target) => ({
    ...target,
    queue: queueSids[target.queue] ?? TO_BE_MADE,
  });
  const routing = {
    filters: filters.map((filter) => ({ ...filter, targets: filter.targets.map(withSid) })),
    default_filter: withSid(fallback),
  };
  return {
    configuration: JSON.stringify({ task_routing: routing }),
    taskReservationTimeout: file.task_reservation_timeout,
  };
}
