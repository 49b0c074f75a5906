import { compileExpression, type Scope } from './expressions';

/** A routing step: https://www.twilio.com/docs/taskrouter/workflow-configuration */
export interface WorkflowTarget {
  queue: string;
  /** Over worker and task. */
  expression?: string;
  /** Such as `task.lastAgentSid`. */
  known_worker_sid?: string;
  /** Seconds until the next target has its turn. */
  timeout?: number;
  priority?: number;
  /** `worker.level DESC, worker.age ASC` */
  order_by?: string;
  /** Over `workers.available` and `workers.unavailable`. */
  skip_if?: string;
}

export interface WorkflowFilter {
  expression: string;
  targets: WorkflowTarget[];
}

export interface WorkflowConfiguration {
  filters: WorkflowFilter[];
  default_filter?: { queue: string };
}

/** Reads the JSON text of a workflow. Throws SyntaxError on text that is no configuration or an expression that is none. */
export function parseWorkflowConfiguration(text: string): WorkflowConfiguration {
  const routing = asRecord(asRecord(JSON.parse(text)).task_routing);
  const filters = (Array.isArray(routing.filters) ? routing.filters : []).map(parseFilter);
  const fallback = routing.default_filter === undefined ? undefined : asRecord(routing.default_filter);
  return { filters, default_filter: fallback && { queue: String(fallback.queue ?? '') } };
}

/** The steps that a task with these attributes takes: of the first filter that fits, else of the default filter. */
export function targetsFor(
  configuration: WorkflowConfiguration,
  attributes: Record<string, unknown>,
): WorkflowTarget[] {
  const filter = configuration.filters.find(({ expression }) =>
    holds(expression, { own: attributes, task: attributes }),
  );
  if (filter) return filter.targets;
  return configuration.default_filter ? [{ queue: configuration.default_filter.queue }] : [];
}

/** Every queue that the workflow names. */
export function queuesOf(configuration: WorkflowConfiguration): string[] {
  const queues = configuration.filters.flatMap(({ targets }) => targets.map(({ queue }) => queue));
  return configuration.default_filter ? [...queues, configuration.default_filter.queue] : queues;
}

/** An absent expression holds. */
export const holds = (expression: string | undefined, scope: Scope) =>
  expression === undefined || expression === '' || compileExpression(expression)(scope);

function parseFilter(value: unknown): WorkflowFilter {
  const filter = asRecord(value);
  const expression = String(filter.expression ?? '');
  compileExpression(expression);
  const targets = (Array.isArray(filter.targets) ? filter.targets : []).map(parseTarget);
  if (targets.length === 0) throw new SyntaxError('A filter needs targets');
  return { expression, targets };
}

function parseTarget(value: unknown): WorkflowTarget {
  const target = asRecord(value);
  const text = (name: string) => (target[name] === undefined || target[name] === '' ? undefined : String(target[name]));
  const number = (name: string) =>
    target[name] === undefined || target[name] === '' ? undefined : Number(target[name]);
  const parsed: WorkflowTarget = {
    queue: String(target.queue ?? ''),
    expression: text('expression'),
    known_worker_sid: text('known_worker_sid'),
    timeout: number('timeout'),
    priority: number('priority'),
    order_by: text('order_by'),
    skip_if: text('skip_if'),
  };
  for (const expression of [parsed.expression, parsed.skip_if]) if (expression) compileExpression(expression);
  return parsed;
}

function asRecord(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new SyntaxError('Not a workflow configuration');
  return value as Record<string, unknown>;
}
