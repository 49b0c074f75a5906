import { acceptedInteraction } from '../bare-interaction';
import { defineProbe } from '../probe';

export const closingConversationClosesChannel = defineProbe({
  name: 'closingConversationClosesChannel',
  async observe(rig) {
    const { conversationSid, interactionSid, channelSid } = await acceptedInteraction(rig);
    const { state } = await rig.conversations.conversations(conversationSid).update({ state: 'closed' });
    if (state !== 'closed') return { saw: `the conversation was ${state} after it was closed` };
    const channel = rig.interaction(interactionSid, channelSid);
    const closed = await rig.patience.soon(async () => (await channel.fetch()).status === 'closed');
    return closed
      ? { value: true, saw: 'the channel was closed with the conversation' }
      : { value: false, saw: 'the conversation was closed and the channel stayed open' };
  },
});
