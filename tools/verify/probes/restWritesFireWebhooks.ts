import { Ear } from '../ear';
import { defineProbe } from '../probe';
import { sayLoudly } from '../probe-flows';

export const restWritesFireWebhooks = defineProbe({
  name: 'restWritesFireWebhooks',
  async observe(rig) {
    const conversationSid = await rig.bareConversation();
    const ear = await Ear.on(rig, conversationSid, 'onMessageAdded');
    await rig.conversations.conversations(conversationSid).messages.create({ body: 'verification' });
    if (await ear.hears()) return { value: true, saw: 'a message by REST without the header fired onMessageAdded' };
    await sayLoudly(rig, conversationSid);
    if (await ear.hears()) return { value: false, saw: 'only the message with X-Twilio-Webhook-Enabled fired' };
    return { saw: 'no webhook arrived, not even with X-Twilio-Webhook-Enabled' };
  },
});
