import { openInteraction, taskStatus } from './bare-interaction';
import type { Observation } from './probe';
import type { Rig } from './rig';

/** Closes the channel of an Interaction that nobody accepts: its agent is offline. Does its task end? */
export async function closePending(rig: Rig, routing?: { status: string }): Promise<Observation<boolean>> {
  const { interactionSid, channelSid, taskSid } = await openInteraction(rig, await rig.agent());
  const before = await taskStatus(rig, taskSid);
  if (before !== 'pending') return { saw: `the task was ${before} before anything was closed` };
  await rig.interaction(interactionSid, channelSid).update({ status: 'closed', ...(routing && { routing }) });
  const task = rig.workspace.tasks(taskSid);
  const ended = await rig.patience.soon(async () => {
    const { assignmentStatus } = await task.fetch();
    return assignmentStatus !== 'pending' && assignmentStatus;
  });
  return ended ? { value: true, saw: `the task became ${ended}` } : { value: false, saw: 'the task stayed pending' };
}
