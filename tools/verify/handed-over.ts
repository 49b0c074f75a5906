import { endTasks } from './end-tasks';
import type { ExecutionContext } from './probe-flows';
import { endOf, handingFlow, type StartedFlow, startFlow } from './probe-flows';
import type { Rig } from './rig';

export interface HandedOver extends StartedFlow {
  context: ExecutionContext;
  /** WT… of the task that came of it. */
  taskSid: string;
}

/** A flow of the run's own that does nothing but Send to Flex; its task is marked, offered to nobody and taken away. */
export async function handOver(rig: Rig): Promise<HandedOver> {
  const channel = await rig.workspace.taskChannels('chat').fetch();
  const workflowSid = await ownWorkflow(rig);
  const mark = { verification: rig.run, name: rig.label, customerName: rig.label };
  rig.cleanup.add('the task of a flow', () => endTasks(rig, 'verification', rig.run));
  const started = await startFlow(rig, handingFlow(workflowSid, channel.sid, mark));
  const context = await endOf(rig, started);
  const taskSid = await rig.patience.until('the task is there', async () => {
    const [task] = await rig.workspace.tasks.list({ evaluateTaskAttributes: `verification == "${rig.run}"` });
    return task?.sid;
  });
  return { ...started, context, taskSid };
}

/** Send to Flex wants a workflow. One of the account's own would offer the task to people at work. */
async function ownWorkflow(rig: Rig): Promise<string> {
  const target = { queue: rig.target.values.queueSid, expression: `worker.verification == "${rig.run}"` };
  const filters = [{ filter_friendly_name: rig.label, expression: '1 == 1', targets: [target] }];
  const { sid } = await rig.workspace.workflows.create({
    friendlyName: rig.label,
    configuration: JSON.stringify({ task_routing: { filters } }),
  });
  rig.cleanup.add(`workflow ${sid}`, () => rig.workspace.workflows(sid).remove());
  return sid;
}
