import { Ear } from '../ear';
import { defineProbe } from '../probe';
import { sayLoudly } from '../probe-flows';

export const replayIncludesIndex = defineProbe({
  name: 'replayIncludesIndex',
  async observe(rig) {
    const conversationSid = await rig.bareConversation();
    await sayLoudly(rig, conversationSid);
    const first = await Ear.on(rig, conversationSid, 'onMessageAdded', 0);
    if (await first.hears()) return { value: true, saw: 'ReplayAfter=0 replayed the one message, which has index 0' };
    await sayLoudly(rig, conversationSid);
    // The next webhook must hear of message 1 by its replay, and not because it is still on its way.
    if (!(await first.hears())) return { saw: 'no webhook arrived, not even for a message by REST' };
    if (await (await Ear.on(rig, conversationSid, 'onMessageAdded', 0)).hears()) {
      return { value: false, saw: 'ReplayAfter=0 replayed message 1 and not message 0' };
    }
    return { saw: 'ReplayAfter replayed nothing to a webhook' };
  },
});
