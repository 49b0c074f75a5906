import { ASSUMPTIONS } from '../../../local-twilio/src/assumptions';
import { openInteraction, taskStatus } from '../bare-interaction';
import { isGone } from '../cleanup';
import { defineProbe } from '../probe';

export const interactionTaskDelayMs = defineProbe({
  name: 'interactionTaskDelayMs',
  async observe(rig) {
    const { value, other } = ASSUMPTIONS.interactionTaskDelayMs;
    const { taskSid } = await openInteraction(rig, await rig.agent());
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
    if (atOnce) return { value: other, saw: 'the task was there at the first look' };
    await taskStatus(rig, taskSid);
    return { value, saw: `the task came later, ${Date.now() - asked} ms after the first look` };
  },
});
