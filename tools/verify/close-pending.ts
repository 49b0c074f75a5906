import { channelIsClosed, openInteraction, taskStatus } from './bare-interaction';
import { isGone } from './cleanup';
import type { Observation } from './probe';
import type { Rig } from './rig';

/** Closes the channel of an Interaction that nobody accepts: its agent is offline. Does its task end? */
export async function closePending(rig: Rig, routing?: { status: string }): Promise<Observation<boolean>> {
  const interaction = await openInteraction(rig, await rig.agent());
  const { interactionSid, channelSid, taskSid } = interaction;
  const before = await taskStatus(rig, taskSid);
  if (before !== 'pending') return { saw: `the task was ${before} before anything was closed` };
  await rig.interaction(interactionSid, channelSid).update({ status: 'closed', ...(routing && { routing }) });
  await channelIsClosed(rig, interaction);
  const task = rig.workspace.tasks(taskSid);
  const ended = await rig.patience.soon(async () => {
    const status = await task.fetch().then(
      ({ assignmentStatus }) => assignmentStatus,
      (error: unknown) => {
        if (isGone(error)) return 'removed';
        throw error;
      },
    );
    return status !== 'pending' && status;
  });
  return ended
    ? { value: true, saw: `the task was ${ended} after the channel was closed` }
    : { value: false, saw: 'the channel was closed, and the task stayed pending' };
}
