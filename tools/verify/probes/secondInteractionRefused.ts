import { interactionOn, openInteraction, taskStatus } from '../bare-interaction';
import { defineProbe } from '../probe';

export const secondInteractionRefused = defineProbe({
  name: 'secondInteractionRefused',
  async observe(rig) {
    const agent = await rig.agent();
    const { conversationSid, taskSid } = await openInteraction(rig, agent);
    await taskStatus(rig, taskSid);
    const second = await interactionOn(rig, agent, conversationSid).catch((error: unknown) => {
      const { status, code } = Object(error) as { status?: number; code?: number };
      if (status !== 400 && status !== 409) throw error;
      return `${status} (${code})`;
    });
    if (typeof second === 'string') return { value: true, saw: `refused with ${second}` };
    await taskStatus(rig, second.taskSid);
    return { value: false, saw: 'a second Interaction and a second task came of it' };
  },
});
