import { ASSUMPTIONS } from '../../../local-twilio/src/assumptions';
import { bareChat, createInteraction, taskStatus } from '../bare-interaction';
import { isGone } from '../cleanup';
import { defineProbe } from '../probe';

export const interactionTaskDelayMs = defineProbe({
  name: 'interactionTaskDelayMs',
  async observe(rig) {
    const { value, other } = ASSUMPTIONS.interactionTaskDelayMs;
    const conversationSid = await bareChat(rig);
    const { taskSid } = await createInteraction(rig, await rig.agent(), conversationSid);
    if (taskSid === undefined) return { saw: 'the Interaction did not say which task it will be' };
    // Nothing stands between the two calls: a task that comes late is missed by another one.
    const asked = Date.now();
    const atOnce = await rig.workspace
      .tasks(taskSid)
      .fetch()
      .then(
        () => true,
        (error: unknown) => {
          if (isGone(error)) return false;
          throw error;
        },
      );
    const lookMs = Date.now() - asked;
    if (atOnce) return { value: other, saw: `the task was there at the first look, which took ${lookMs} ms` };
    await taskStatus(rig, taskSid);
    return { value, saw: `the task came later, at most ${Date.now() - asked} ms after the Interaction` };
  },
});
