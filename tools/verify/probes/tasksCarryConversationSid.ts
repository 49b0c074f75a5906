import { handOver } from '../handed-over';
import { defineProbe } from '../probe';

export const tasksCarryConversationSid = defineProbe({
  name: 'tasksCarryConversationSid',
  async observe(rig) {
    const { taskSid, conversationSid } = await handOver(rig);
    const task = rig.workspace.tasks(taskSid);
    const carries = await rig.patience.soon(async () => {
      const attributes = JSON.parse((await task.fetch()).attributes) as Record<string, unknown>;
      return attributes.conversationSid === conversationSid;
    });
    return carries
      ? { value: true, saw: 'the task had conversationSid, which nobody had put there' }
      : { value: false, saw: 'the task had the Interaction SIDs and no conversationSid' };
  },
});
