import { acceptedInteraction, openInteraction, routingTo } from '../bare-interaction';
import { defineProbe } from '../probe';

export const invitesSkipAgentsInChannel = defineProbe({
  name: 'invitesSkipAgentsInChannel',
  async observe(rig) {
    const { conversationSid, interactionSid, channelSid, agent } = await acceptedInteraction(rig);
    await rig
      .interaction(interactionSid, channelSid)
      .invites.create({ routing: { properties: routingTo(rig, agent, conversationSid) } });
    if (await agent.offerSoon(conversationSid)) {
      return { value: false, saw: 'an agent in the channel was offered the task of another invite' };
    }
    // An agent who has no room for a second chat is offered none either.
    const elsewhere = await openInteraction(rig, agent);
    return (await agent.offerSoon(elsewhere.conversationSid))
      ? { value: true, saw: 'an agent in the channel was offered another chat, and not the task of another invite' }
      : { saw: 'an agent with one chat was offered nothing more, not even another chat' };
  },
});
