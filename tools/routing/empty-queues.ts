import { compileExpression } from '../../local-twilio/src/taskrouter/expressions';
import { scopeOf } from './agents-for';
import { queuesIn } from './compare-routing';
import type { RoutingWorker } from './routing-workers';
import type { WorkflowFile } from './workflow-file';

/** Queues of the files in which no worker is, available or not: a line each. A task in one of them waits for its timeout. */
export function emptyQueues(files: WorkflowFile[], workers: RoutingWorker[]): string[] {
  return queuesIn(files)
    .filter(({ target_workers: expression }) => {
      const takes = compileExpression(expression);
      return !workers.some((worker) => takes({ own: scopeOf(worker) }));
    })
    .map(
      ({ friendly_name: name, target_workers: expression }) =>
        `queue ${name}: nobody is in it, since ${expression} fits none of ${workers.length} workers`,
    );
}
