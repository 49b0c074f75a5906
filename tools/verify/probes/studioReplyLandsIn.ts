import { defineProbe } from '../probe';
import { endOf, sayLoudly, startFlow, talkingFlow } from '../probe-flows';

const LONG_SECONDS = 120;
const REPLY = 'verification reply';

export const studioReplyLandsIn = defineProbe({
  name: 'studioReplyLandsIn',
  async observe(rig) {
    const started = await startFlow(rig, talkingFlow(LONG_SECONDS));
    const { messages } = rig.conversations.conversations(started.conversationSid);
    await rig.patience.until('the flow asks', async () => (await messages.list()).length === 2);
    await sayLoudly(rig, started.conversationSid, REPLY);
    const { widgets, trigger } = await endOf(rig, started);
    const inbound = widgets?.ask?.inbound as { Body?: unknown } | undefined;
    if (inbound?.Body === REPLY) return { value: 'inbound', saw: 'the reply stood in widgets.NAME.inbound.Body' };
    if (trigger?.conversation?.Body === REPLY) {
      return { value: 'trigger', saw: 'the reply stood in trigger.conversation.Body alone' };
    }
    return { saw: 'the reply stood in neither place of the execution context' };
  },
});
