import { handOver } from '../handed-over';
import { defineProbe } from '../probe';

export const tasksCarryConversationSid = defineProbe({
  name: 'tasksCarryConversationSid',
  async observe(rig) {
    const { attributes, conversationSid } = await handOver(rig);
    return attributes.conversationSid === conversationSid
      ? { value: true, saw: 'the task had conversationSid, which nobody had put there' }
      : { value: false, saw: 'the task had the Interaction SIDs and no conversationSid' };
  },
});
