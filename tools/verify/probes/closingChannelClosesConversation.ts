import { acceptedInteraction, channelIsClosed } from '../bare-interaction';
import { defineProbe } from '../probe';

export const closingChannelClosesConversation = defineProbe({
  name: 'closingChannelClosesConversation',
  async observe(rig) {
    const interaction = await acceptedInteraction(rig);
    const { conversationSid, interactionSid, channelSid } = interaction;
    await rig.interaction(interactionSid, channelSid).update({ status: 'closed' });
    await channelIsClosed(rig, interaction);
    const conversation = rig.conversations.conversations(conversationSid);
    const closed = await rig.patience.soon(async () => (await conversation.fetch()).state === 'closed');
    return closed
      ? { value: true, saw: 'the conversation was closed with the channel' }
      : { value: false, saw: 'the channel was closed and the conversation stayed open' };
  },
});
