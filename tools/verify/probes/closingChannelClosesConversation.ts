import { acceptedInteraction } from '../bare-interaction';
import { defineProbe } from '../probe';

export const closingChannelClosesConversation = defineProbe({
  name: 'closingChannelClosesConversation',
  async observe(rig) {
    const { conversationSid, interactionSid, channelSid } = await acceptedInteraction(rig);
    await rig.interaction(interactionSid, channelSid).update({ status: 'closed' });
    const conversation = rig.conversations.conversations(conversationSid);
    const closed = await rig.patience.soon(async () => (await conversation.fetch()).state === 'closed');
    return closed
      ? { value: true, saw: 'the conversation was closed with the channel' }
      : { value: false, saw: 'the channel was closed and the conversation stayed open' };
  },
});
