import { openInteraction } from '../bare-interaction';
import { Ear } from '../ear';
import { defineProbe } from '../probe';

export const flexChangesFireWebhooks = defineProbe({
  name: 'flexChangesFireWebhooks',
  async observe(rig) {
    const agent = await rig.agent();
    await agent.goes('available');
    const { conversationSid } = await openInteraction(rig, agent);
    const offer = await agent.offer(conversationSid);
    const ear = await Ear.on(rig, conversationSid, 'onParticipantAdded');
    await agent.accept(offer, conversationSid);
    if (await ear.hears()) return { value: true, saw: 'the agent who accepted fired onParticipantAdded' };
    await rig.conversations
      .conversations(conversationSid)
      .participants.create({ identity: `verification-control-${rig.run}`, xTwilioWebhookEnabled: 'true' });
    rig.cleanup.add('a user', () => rig.conversations.users(`verification-control-${rig.run}`).remove());
    if (await ear.hears())
      return { value: false, saw: 'a participant by REST fired onParticipantAdded, the agent did not' };
    return { saw: 'no webhook arrived, not even for a participant by REST with X-Twilio-Webhook-Enabled' };
  },
});
