import { openInteraction, taskStatus } from '../bare-interaction';
import { defineProbe } from '../probe';
import { refusal } from '../refusal';

export const taskApiClosesInteractionTasks = defineProbe({
  name: 'taskApiClosesInteractionTasks',
  async observe(rig) {
    const { taskSid } = await openInteraction(rig, await rig.agent());
    await taskStatus(rig, taskSid);
    const task = rig.workspace.tasks(taskSid);
    // A key that may not write tasks at all would be refused too: it fails here.
    await task.update({ priority: 1 });
    try {
      await task.update({ assignmentStatus: 'canceled', reason: 'Verification' });
    } catch (error) {
      return {
        value: false,
        saw: `the Task API took another priority, and refused with ${refusal(error, 400, 403, 409)}`,
      };
    }
    const status = await taskStatus(rig, taskSid);
    return status === 'canceled'
      ? { value: true, saw: 'the Task API canceled a task of an Interaction' }
      : { saw: `the Task API said yes, and the task was ${status}` };
  },
});
