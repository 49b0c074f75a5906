import { handOver } from '../handed-over';
import { defineProbe } from '../probe';

export const studioLeavesAtSendToFlex = defineProbe({
  name: 'studioLeavesAtSendToFlex',
  async observe(rig) {
    const { conversationSid, webhookSid } = await handOver(rig);
    const gone = await rig.patience.soon(async () => {
      const webhooks = await rig.conversations.conversations(conversationSid).webhooks.list();
      return !webhooks.some(({ sid }) => sid === webhookSid);
    });
    return gone
      ? { value: true, saw: "Studio's webhook, made by REST, was gone after Send to Flex" }
      : { value: false, saw: "Studio's webhook, made by REST, was still there after Send to Flex" };
  },
});
