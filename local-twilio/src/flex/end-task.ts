import type { Assumptions } from '../assumptions';
import type { TaskRouterPort } from '../ports';

/** `completes`: completed at once, else it wraps up. */
export type EndTask = (taskSid: string, completes: boolean, reason: string) => void;

/** What the end of a channel or of a participant does to a task of the Interaction. */
export function endTask(assumptions: Assumptions, taskRouter: TaskRouterPort): EndTask {
  const { routingClosedEndsPendingTasks, closingChannelCancelsPendingTasks } = assumptions;
  return (taskSid, completes, reason) => {
    const status = taskRouter.taskStatus(taskSid);
    if (status === 'assigned' && !completes) taskRouter.wrapTask(taskSid, reason);
    else if (completes && (status === 'assigned' || status === 'wrapping')) taskRouter.completeTask(taskSid, reason);
    else if (status === 'pending' || status === 'reserved') {
      const cancels = completes ? routingClosedEndsPendingTasks : closingChannelCancelsPendingTasks;
      if (cancels) taskRouter.cancelTask(taskSid, reason);
    }
  };
}
