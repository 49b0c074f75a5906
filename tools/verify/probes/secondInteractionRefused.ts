import { interactionOn, openInteraction, taskStatus } from '../bare-interaction';
import { defineProbe } from '../probe';
import { refusal } from '../refusal';

export const secondInteractionRefused = defineProbe({
  name: 'secondInteractionRefused',
  async observe(rig) {
    const agent = await rig.agent();
    const { conversationSid, taskSid } = await openInteraction(rig, agent);
    await taskStatus(rig, taskSid);
    const second = await interactionOn(rig, agent, conversationSid).catch((error: unknown) => refusal(error, 400, 409));
    if (typeof second === 'string') return { value: true, saw: `refused with ${second}` };
    await taskStatus(rig, second.taskSid);
    return { value: false, saw: 'a second Interaction and a second task came of it' };
  },
});
