import type { AccountRun } from './account-run';

/** TaskRouter removes ended tasks by itself some minutes later; until then they would count in the queue's figures. */
const WAITING = ['pending', 'reserved'];

/** Ends and removes the tasks of this run that have this attribute, the way of an Interaction first. */
export async function endTasks(
  rig: AccountRun,
  name: 'conversationSid' | 'verification',
  value: string,
): Promise<void> {
  const tasks = await rig.workspace.tasks.list({ evaluateTaskAttributes: `${name} == "${value}"` });
  for (const { sid, attributes } of tasks) {
    const { flexInteractionSid: interaction, flexInteractionChannelSid: channel, ...own } = parse(attributes);
    // Nobody else's task is touched, whatever the expression was taken for.
    if (own[name] !== value) continue;
    if (interaction && channel) {
      // Closed already is fine, and what does not end in this way is seen below.
      await rig
        .interaction(interaction, channel)
        .update({ status: 'closed', routing: { status: 'closed' } })
        .catch(() => undefined);
    }
    const task = rig.workspace.tasks(sid);
    const { assignmentStatus } = await task.fetch();
    if (WAITING.includes(assignmentStatus)) await task.update({ assignmentStatus: 'canceled' }).catch(() => undefined);
    await task.remove();
  }
}

const parse = (attributes: string) => JSON.parse(attributes) as Record<string, string | undefined>;
