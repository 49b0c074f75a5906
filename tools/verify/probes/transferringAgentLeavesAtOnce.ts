import { acceptedInteraction } from '../bare-interaction';
import { defineProbe } from '../probe';

export const transferringAgentLeavesAtOnce = defineProbe({
  name: 'transferringAgentLeavesAtOnce',
  async observe(rig) {
    const { conversationSid, chat } = await acceptedInteraction(rig);
    const second = await rig.agent(1);
    await second.goes('available');
    await chat.transfersTo(second.workerSid);
    await second.offer(conversationSid);
    const left = await rig.patience.soon(() => ['wrapping', 'completed'].includes(chat.reservation.status));
    return left
      ? { value: true, saw: 'the first agent was in wrap-up while the offer was still out' }
      : { value: false, saw: 'the first agent still had the task while the offer was out' };
  },
});
