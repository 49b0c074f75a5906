import { endTasks } from './end-tasks';
import type { ExecutionContext } from './probe-flows';
import { endOf, handingFlow, type StartedFlow, startFlow } from './probe-flows';
import type { Rig } from './rig';

export interface HandedOver extends StartedFlow {
  context: ExecutionContext;
  /** Of the task that came of it. */
  attributes: Record<string, unknown>;
}

/** A flow of the run's own that does nothing but Send to Flex; its task is marked and taken away. */
export async function handOver(rig: Rig): Promise<HandedOver> {
  const [workflow] = await rig.workspace.workflows.list({ limit: 1 });
  if (!workflow) throw new Error('The workspace has no workflow');
  const channel = await rig.workspace.taskChannels('chat').fetch();
  const mark = { verification: rig.run, name: 'Verification' };
  rig.cleanup.add('the task of a flow', () => endTasks(rig, 'verification', rig.run));
  const started = await startFlow(rig, handingFlow(workflow.sid, channel.sid, mark));
  const context = await endOf(rig, started);
  const attributes = await rig.patience.until('the task is there', async () => {
    const [task] = await rig.workspace.tasks.list({ evaluateTaskAttributes: `verification == "${rig.run}"` });
    return task && (JSON.parse(task.attributes) as Record<string, unknown>);
  });
  return { ...started, context, attributes };
}
