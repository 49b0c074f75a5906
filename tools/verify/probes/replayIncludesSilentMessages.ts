import { Ear } from '../ear';
import { defineProbe } from '../probe';
import { sayLoudly } from '../probe-flows';

export const replayIncludesSilentMessages = defineProbe({
  name: 'replayIncludesSilentMessages',
  async observe(rig) {
    const conversationSid = await rig.bareConversation();
    const { messages } = rig.conversations.conversations(conversationSid);
    // Two: whether ReplayAfter includes its own index is another question.
    await messages.create({ body: 'verification', xTwilioWebhookEnabled: 'false' });
    await messages.create({ body: 'verification', xTwilioWebhookEnabled: 'false' });
    if (await (await Ear.on(rig, conversationSid, 'onMessageAdded', 0)).hears()) {
      return { value: true, saw: 'messages that had fired nothing were replayed' };
    }
    await sayLoudly(rig, conversationSid);
    if (await (await Ear.on(rig, conversationSid, 'onMessageAdded', 1)).hears()) {
      return { value: false, saw: 'only the message that had fired webhooks was replayed' };
    }
    return { saw: 'ReplayAfter replayed nothing to a webhook' };
  },
});
