import { parseExpression } from '../../local-twilio/src/taskrouter/expression-tree';
import { parseOrder } from '../../local-twilio/src/taskrouter/order-by';
import { alwaysHolds, checkAttribute, checkExpression, type ExpressionPlace, pinnedBy } from './check-expression';
import type { WorkflowFile, WorkflowFilter, WorkflowTarget } from './workflow-file';

export interface WorkflowProblem {
  /** Such as `filters[3] "Billing".targets[0].queue`. */
  place: string;
  message: string;
}

/** What the schema can't see: names of queues, expressions, what can never be reached. */
export function checkWorkflow(workflow: WorkflowFile): WorkflowProblem[] {
  const problems: WorkflowProblem[] = [];
  const say = (place: string, ...messages: string[]) =>
    problems.push(...messages.map((message) => ({ place, message })));
  const queues = workflow.task_queues.map(({ friendly_name: name }) => name);
  const checkQueue = (place: string, queue: string) => {
    if (!queues.includes(queue)) say(place, `task_queues has no "${queue}"; it has: ${queues.join(', ')}`);
  };
  const checkText = (place: string, text: string | undefined, kind: ExpressionPlace, pinned?: ReadonlySet<string>) => {
    if (text !== undefined) say(place, ...checkExpression(text, kind, pinned));
  };

  for (const [index, queue] of workflow.task_queues.entries()) {
    const place = `task_queues[${index}] "${queue.friendly_name}"`;
    if (queues.indexOf(queue.friendly_name) < index) say(place, 'stands here twice');
    checkText(`${place}.target_workers`, queue.target_workers, 'queue');
  }
  const { filters, default_filter: fallback } = workflow.configuration.task_routing;
  for (const [index, filter] of filters.entries()) {
    const place = placeOf(filter, index);
    checkText(`${place}.expression`, filter.expression, 'filter');
    say(place, ...unreachable(filters, index));
    const pinned = pinsOf(filter);
    for (const [step, target] of filter.targets.entries()) {
      const here = `${place}.targets[${step}]`;
      checkQueue(`${here}.queue`, target.queue);
      checkText(`${here}.expression`, target.expression, 'target', pinned);
      checkText(`${here}.skip_if`, target.skip_if, 'skip_if');
      if (target.known_worker_sid !== undefined) {
        say(`${here}.known_worker_sid`, ...checkAttribute(target.known_worker_sid.split('.')[1] ?? '', false));
      }
      say(`${here}.order_by`, ...orderProblems(target));
      const before = filter.targets[step - 1];
      if (before && before.timeout === undefined && before.skip_if === undefined)
        say(here, 'is never reached: the target before it has neither timeout nor skip_if');
    }
  }
  checkQueue('default_filter.queue', fallback.queue);
  return problems;
}

export const placeOf = (filter: Pick<WorkflowFilter, 'filter_friendly_name'>, index: number) =>
  `filters[${index}] "${filter.filter_friendly_name}"`;

function unreachable(filters: WorkflowFilter[], index: number): string[] {
  const earlier = filters.slice(0, index);
  const catching = earlier.find(({ expression }) => parsed(expression, alwaysHolds));
  if (catching) return [`is never reached: "${catching.filter_friendly_name}" before it takes every task`];
  const { expression, filter_friendly_name: name } = filters[index] ?? { expression: '', filter_friendly_name: '' };
  const same = earlier.find((filter) => filter.expression === expression);
  if (same) return [`is never reached: "${same.filter_friendly_name}" before it has the same expression`];
  return earlier.some((filter) => filter.filter_friendly_name === name) ? ['has the name of a filter before it'] : [];
}

function orderProblems({ order_by: order }: WorkflowTarget): string[] {
  try {
    parseOrder(order);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

const pinsOf = ({ expression }: WorkflowFilter) => {
  try {
    return pinnedBy(expression);
  } catch {
    return new Set<string>();
  }
};

function parsed(expression: string, ask: (tree: ReturnType<typeof parseExpression>) => boolean): boolean {
  try {
    return ask(parseExpression(expression));
  } catch {
    return false;
  }
}
