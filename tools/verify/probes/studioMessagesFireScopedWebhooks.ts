import { Ear } from '../ear';
import { defineProbe } from '../probe';
import { sayLoudly, startFlow, talkingFlow } from '../probe-flows';

export const studioMessagesFireScopedWebhooks = defineProbe({
  name: 'studioMessagesFireScopedWebhooks',
  async observe(rig) {
    const { quietMs } = rig.target.pace;
    const { conversationSid, webhookSid } = await startFlow(rig, talkingFlow(Math.max(2, Math.ceil(quietMs / 1000))));
    const conversation = rig.conversations.conversations(conversationSid);
    const messages = async () => (await conversation.messages.list()).length;
    await rig.patience.until('the flow speaks', async () => (await messages()) === 2);
    const ear = await Ear.on(rig, conversationSid, 'onMessageAdded');
    if ((await messages()) !== 2) return { saw: 'the flow had spoken again before anybody listened' };
    await rig.patience.until('the flow speaks again', async () => (await messages()) === 3);
    if (await ear.hears()) return { value: true, saw: 'a message of a flow fired onMessageAdded' };
    await conversation.webhooks(webhookSid).remove();
    await sayLoudly(rig, conversationSid);
    if (await ear.hears())
      return { value: false, saw: 'a message by REST fired onMessageAdded, that of the flow did not' };
    return { saw: 'no webhook arrived, not even for a message by REST with X-Twilio-Webhook-Enabled' };
  },
});
