import { acceptedInteraction } from '../bare-interaction';
import { defineProbe } from '../probe';

export const endedTasksTakeAttributes = defineProbe({
  name: 'endedTasksTakeAttributes',
  async observe(rig) {
    const { chat, taskSid, conversationSid } = await acceptedInteraction(rig);
    await chat.completes();
    try {
      const attributes = JSON.stringify({ ...chat.attributes, conversationSid, ended: true });
      await rig.workspace.tasks(taskSid).update({ attributes });
      return { value: true, saw: 'a completed task took new attributes' };
    } catch (error) {
      const { status, code } = Object(error) as { status?: number; code?: number };
      if (status !== 400 && status !== 409) throw error;
      return { value: false, saw: `a completed task refused new attributes with ${status} (${code})` };
    }
  },
});
