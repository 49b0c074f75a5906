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
    const first = await Ear.on(rig, conversationSid, 'onMessageAdded', 0);
    if (await first.hears()) return { value: true, saw: 'messages that had fired nothing were replayed' };
    await sayLoudly(rig, conversationSid);
    // The next webhook must hear of it by its replay, and not because it is still on its way.
    if (!(await first.hears())) return { saw: 'no webhook arrived, not even for a message by REST' };
    if (await (await Ear.on(rig, conversationSid, 'onMessageAdded', 1)).hears()) {
      return { value: false, saw: 'only the message that had fired webhooks was replayed' };
    }
    return { saw: 'ReplayAfter replayed nothing to a webhook' };
  },
});
