import { acceptedInteraction, identitiesIn } from '../bare-interaction';
import { defineProbe } from '../probe';

export const leavingAgentLeavesConversation = defineProbe({
  name: 'leavingAgentLeavesConversation',
  async observe(rig) {
    const { conversationSid, agent, chat } = await acceptedInteraction(rig);
    if (!(await identitiesIn(rig, conversationSid)).includes(agent.identity)) {
      return { saw: 'the agent who had accepted was not in the conversation' };
    }
    await chat.leaves();
    const left = await rig.patience.soon(
      async () => !(await identitiesIn(rig, conversationSid)).includes(agent.identity),
    );
    return left
      ? { value: true, saw: 'the agent was taken out of the conversation' }
      : { value: false, saw: 'the agent was still in the conversation' };
  },
});
