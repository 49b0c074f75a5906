import { defineProbe } from '../probe';
import { startFlow, talkingFlow } from '../probe-flows';

const LONG_SECONDS = 120;

export const studioMessageAuthor = defineProbe({
  name: 'studioMessageAuthor',
  async observe(rig) {
    const { conversationSid } = await startFlow(rig, talkingFlow(LONG_SECONDS));
    const { messages } = rig.conversations.conversations(conversationSid);
    const author = await rig.patience.until('the flow speaks', async () => (await messages.list())[1]?.author);
    if (author === 'system') return { value: 'system', saw: 'the author was "system"' };
    if (author === 'verification') return { value: 'from', saw: "the author was the widget's `from`" };
    return { saw: 'the author was neither "system" nor the widget\'s `from`' };
  },
});
