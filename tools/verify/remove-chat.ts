import type { AccountRun } from './account-run';
import { isGone } from './cleanup';
import { endTasks } from './end-tasks';

/** Takes a chat away, with all that hangs on it: tasks, the flow's execution, our state in Sync, the customer's user. */
export async function removeChat(rig: AccountRun, conversationSid: string, identity?: string): Promise<void> {
  const conversation = rig.conversations.conversations(conversationSid);
  await unlessGone(endTasks(rig, 'conversationSid', conversationSid));
  await unlessGone(endExecution(rig, conversationSid));
  await unlessGone(conversation.remove());
  for (const kind of ['handoff', 'bridge']) await unlessGone(rig.sync.documents(`${kind}.${conversationSid}`).remove());
  if (identity) await unlessGone(rig.conversations.users(identity).remove());
}

/** A flow that waits for an answer would wait on. The record of the hand-off says which one it is. */
async function endExecution({ sync, target }: AccountRun, conversationSid: string): Promise<void> {
  const { data } = await sync.documents(`handoff.${conversationSid}`).fetch();
  const { state, flowSid, executionSid } = (data as { value?: Record<string, string> }).value ?? {};
  if (state !== 'claimed' || !flowSid?.startsWith('FW') || !executionSid) return;
  await target.client.studio.v2.flows(flowSid).executions(executionSid).update({ status: 'ended' });
}

async function unlessGone(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
}
