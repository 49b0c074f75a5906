import { customerOf, identitiesIn, openInteraction } from '../bare-interaction';
import { defineProbe } from '../probe';

export const bareAcceptJoinsConversation = defineProbe({
  name: 'bareAcceptJoinsConversation',
  async observe(rig) {
    const agent = await rig.agent();
    await agent.goes('available');
    const { conversationSid } = await openInteraction(rig, agent);
    const { reservation } = await agent.offer(conversationSid);
    await reservation.accept();
    await rig.patience.until('the reservation is accepted', () => reservation.status === 'accepted');
    const joined = await rig.patience.soon(async () =>
      (await identitiesIn(rig, conversationSid)).includes(agent.identity),
    );
    if (joined) return { value: true, saw: 'reservation.accept() brought the worker into the conversation' };
    const others = await identitiesIn(rig, conversationSid);
    return !others.includes(customerOf(rig))
      ? { saw: 'not even the customer was seen in the conversation' }
      : { value: false, saw: 'reservation.accept() was accepted, and the worker was not in the conversation' };
  },
});
