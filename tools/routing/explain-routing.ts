import { compileExpression } from '../../local-twilio/src/taskrouter/expressions';
import { agentsFor, type RoutingAgent, skips } from './agents-for';
import { decidedBy } from './decided-by';
import type { RoutingTask } from './routing-task';
import type { RoutingWorker } from './routing-workers';
import type { WorkflowFile, WorkflowFilter, WorkflowTarget } from './workflow-file';

export interface ExplainedFilter {
  name: string;
  expression: string;
  /** Undefined: it is not asked any more, since one before it fits. */
  fits?: boolean;
  /** Values of the task that decided: `topic is "billing"`. */
  because: string[];
}

export interface ExplainedStep {
  filter: string;
  target: WorkflowTarget;
  /** Seconds after the task was made, if nobody has taken it until then. */
  after: number;
  /** Seconds after the task was made when it leaves; undefined where it waits or leaves at once. */
  until?: number;
  priority: number;
  /** What the expression of the target reads from the task, such as `task.topic is "orders"`. */
  because: string[];
  /** Everybody who could be asked; undefined where no workers are known. */
  agents?: RoutingAgent[];
  then: 'next' | 'skipped' | 'waits' | 'canceled';
}

export interface Explanation {
  workflow: string;
  filters: ExplainedFilter[];
  /** In their order, up to the one that the task can't leave. */
  steps: ExplainedStep[];
  /** Where somebody is free first, seconds after the task was made: one of these agents is asked. */
  offered?: { queue: string; after: number; agents: RoutingAgent[] };
  /** What must be mended, in words: a step without end that nobody will ever take, or no step at all. */
  stuck?: string;
}

/** Named as a filter, so that a step tells where it comes from. */
const DEFAULT = 'default_filter';

/**
 * Follows a task through a workflow, with the workers as they are now, as TaskRouter is documented to do it.
 *
 * @param workers none: only filters and queues are told
 * @see https://www.twilio.com/docs/taskrouter/workflow-configuration
 */
export function explainRouting(workflow: WorkflowFile, task: RoutingTask, workers?: RoutingWorker[]): Explanation {
  const { filters, default_filter: fallback } = workflow.configuration.task_routing;
  const fitting = filters.filter((filter) => fits(filter, task));
  const first = fitting[0];
  const explained = filters.map((filter, index) =>
    explainFilter(filter, task, !first || index <= filters.indexOf(first)),
  );
  const way = fitting.flatMap((filter) =>
    filter.targets.map((target) => ({ filter: filter.filter_friendly_name, target })),
  );
  const steps = follow(workflow, task, workers, way, { filter: DEFAULT, target: fallback });
  const step = steps.find(({ agents }) => agents?.some(({ state }) => state === 'free'));
  return {
    workflow: workflow.friendly_name,
    filters: explained,
    steps,
    ...(step && {
      offered: {
        queue: step.target.queue,
        after: step.after,
        agents: step.agents?.filter(({ state }) => state === 'free') ?? [],
      },
    }),
    ...stuckIn(steps),
  };
}

interface Stop {
  filter: string;
  target: WorkflowTarget;
}

function follow(
  workflow: WorkflowFile,
  task: RoutingTask,
  workers: RoutingWorker[] | undefined,
  way: Stop[],
  fallback: Stop,
): ExplainedStep[] {
  const steps: ExplainedStep[] = [];
  let after = 0;
  /** Timeouts add up, those of skipped targets too: https://www.twilio.com/docs/taskrouter/task-evaluation */
  let until = 0;
  let priority = task.priority;
  let stop = way.length === 0 ? fallback : way[0];
  for (let index = 0; stop; index += 1) {
    const { filter, target } = stop;
    const queue = workflow.task_queues.find(({ friendly_name: name }) => name === target.queue);
    if (!queue) break;
    priority = target.priority ?? priority;
    const agents = workers && agentsFor(task, queue, target, workers);
    const free = agents?.some(({ state }) => state === 'free') ?? true;
    const skipped = !free && target.skip_if !== undefined && skips(target.skip_if, queue, workers ?? []);
    const next: Stop | undefined = way[index + 1] ?? (skipped && filter !== DEFAULT ? fallback : undefined);
    const then = thenOf(target, skipped, next);
    until += target.timeout ?? 0;
    const ends = target.timeout !== undefined && !skipped ? { until } : {};
    steps.push({ filter, target, after, ...ends, priority, because: readsFromTask(target, task), agents, then });
    if (then === 'next') after = until;
    stop = then === 'next' || then === 'skipped' ? next : undefined;
  }
  return steps;
}

function thenOf(target: WorkflowTarget, skipped: boolean, next: Stop | undefined): ExplainedStep['then'] {
  if (skipped) return next ? 'skipped' : 'canceled';
  if (target.timeout === undefined) return 'waits';
  return next ? 'next' : 'canceled';
}

function explainFilter(filter: WorkflowFilter, task: RoutingTask, asked: boolean): ExplainedFilter {
  const { filter_friendly_name: name, expression } = filter;
  if (!asked) return { name, expression, because: [] };
  return { name, expression, fits: fits(filter, task), because: decidedBy(expression, { own: task.attributes }) };
}

const fits = ({ expression }: WorkflowFilter, task: RoutingTask) =>
  compileExpression(expression)({ own: task.attributes });

function readsFromTask({ expression, known_worker_sid: known }: WorkflowTarget, { attributes }: RoutingTask): string[] {
  const named = known === undefined ? [] : decidedBy(`${known} == ""`, { task: attributes });
  const read = expression === undefined ? [] : decidedBy(expression, { task: attributes, worker: {} });
  return [...named, ...read.filter((words) => words.startsWith('task.'))];
}

function stuckIn(steps: ExplainedStep[]): { stuck?: string } {
  const last = steps.at(-1);
  if (last?.then === 'canceled' && steps.every(({ agents }) => agents?.length === 0))
    return { stuck: 'Nobody is ever asked, and then the task is canceled' };
  if (last?.then !== 'waits' || last.agents === undefined || last.agents.length > 0) return {};
  return { stuck: `The task stays in queue ${last.target.queue}, where nobody fits, until its own timeout` };
}
