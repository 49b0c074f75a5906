import { acceptedInteraction, routingTo } from '../bare-interaction';
import { defineProbe } from '../probe';

export const invitesSkipAgentsInChannel = defineProbe({
  name: 'invitesSkipAgentsInChannel',
  async observe(rig) {
    const { conversationSid, interactionSid, channelSid, agent } = await acceptedInteraction(rig);
    await rig
      .interaction(interactionSid, channelSid)
      .invites.create({ routing: { properties: routingTo(rig, agent, conversationSid) } });
    return (await agent.offerSoon(conversationSid))
      ? { value: false, saw: 'an agent in the channel was offered the task of another invite' }
      : { value: true, saw: 'an agent in the channel was not offered the task of another invite' };
  },
});
