import { openInteraction, taskStatus } from '../bare-interaction';
import { defineProbe } from '../probe';

export const taskApiClosesInteractionTasks = defineProbe({
  name: 'taskApiClosesInteractionTasks',
  async observe(rig) {
    const { taskSid } = await openInteraction(rig, await rig.agent());
    await taskStatus(rig, taskSid);
    try {
      await rig.workspace.tasks(taskSid).update({ assignmentStatus: 'canceled', reason: 'Verification' });
      return { value: true, saw: 'the Task API canceled a task of an Interaction' };
    } catch (error) {
      const { status, code } = Object(error) as { status?: number; code?: number };
      if (status !== 400 && status !== 403 && status !== 409) throw error;
      return { value: false, saw: `the Task API refused with ${status} (${code})` };
    }
  },
});
