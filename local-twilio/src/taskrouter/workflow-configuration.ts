import { TwilioError } from '../http/errors';
import { compileExpression, type Scope } from './expressions';
import { parseOrder } from './order-by';

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
  /** The default filter behind filters that fitted: a task comes here when it skips them, not when it times out. */
  onlyWhenSkipped?: boolean;
}

export interface WorkflowFilter {
  expression: string;
  targets: WorkflowTarget[];
}

export interface WorkflowConfiguration {
  filters: WorkflowFilter[];
  default_filter?: WorkflowTarget;
}

const FILTER_KEYS = ['filter_friendly_name', 'expression', 'targets'];
const TARGET_KEYS = ['queue', 'expression', 'known_worker_sid', 'timeout', 'priority', 'order_by', 'skip_if'];
const DEFAULT_KEYS = ['filter_friendly_name', 'queue', 'expression', 'priority', 'order_by'];

/**
 * Reads the JSON text of a workflow. Throws SyntaxError on text that is no configuration or an expression that is none,
 * and answers 501 to what the local Twilio does not play.
 */
export function parseWorkflowConfiguration(text: string): WorkflowConfiguration {
  const routing = asRecord(asRecord(JSON.parse(text)).task_routing);
  playOnly(['filters', 'default_filter'], routing);
  const filters = (Array.isArray(routing.filters) ? routing.filters : []).map(parseFilter);
  if (routing.default_filter === undefined) return { filters };
  const fallback = asRecord(routing.default_filter);
  playOnly(DEFAULT_KEYS, fallback);
  return { filters, default_filter: parseTarget(fallback) };
}

/**
 * The steps that a task with these attributes takes: those of the first filter that fits, then of the next one that
 * does. The default filter is for tasks that fit none, and for those that skip what they fit.
 * @see https://www.twilio.com/docs/taskrouter/workflow-configuration and https://www.twilio.com/docs/taskrouter/worker-presence
 */
export function targetsFor(
  configuration: WorkflowConfiguration,
  attributes: Record<string, unknown>,
): WorkflowTarget[] {
  const targets = configuration.filters
    .filter(({ expression }) => holds(expression, { own: attributes, task: attributes }))
    .flatMap((filter) => filter.targets);
  const fallback = configuration.default_filter;
  return fallback ? [...targets, { ...fallback, onlyWhenSkipped: targets.length > 0 }] : targets;
}

/** Every queue that the workflow names. */
export function queuesOf({ filters, default_filter: fallback }: WorkflowConfiguration): string[] {
  return [...filters.flatMap(({ targets }) => targets), ...(fallback ? [fallback] : [])].map(({ queue }) => queue);
}

/** An absent expression holds. */
export const holds = (expression: string | undefined, scope: Scope) =>
  expression === undefined || expression === '' || compileExpression(expression)(scope);

function parseFilter(value: unknown): WorkflowFilter {
  const filter = asRecord(value);
  playOnly(FILTER_KEYS, filter);
  const expression = String(filter.expression ?? '');
  compileExpression(expression);
  const targets: WorkflowTarget[] = [];
  for (const target of Array.isArray(filter.targets) ? filter.targets : []) {
    playOnly(TARGET_KEYS, asRecord(target));
    // "All subsequent targets within the filter will inherit the queue if not redefined."
    targets.push(parseTarget({ queue: targets.at(-1)?.queue, ...asRecord(target) }));
  }
  if (targets.length === 0) throw new SyntaxError('A filter needs targets');
  return { expression, targets };
}

function parseTarget(target: Record<string, unknown>): WorkflowTarget {
  const given = (name: string) => target[name] !== undefined && target[name] !== '';
  const text = (name: string) => (given(name) ? String(target[name]) : undefined);
  const number = (name: string, least: number) => {
    if (!given(name)) return undefined;
    const value = Number(target[name]);
    if (Number.isInteger(value) && value >= least) return value;
    throw new SyntaxError(`${name} ${JSON.stringify(target[name])} is no whole number from ${least}`);
  };
  const parsed: WorkflowTarget = {
    queue: String(target.queue ?? ''),
    expression: text('expression'),
    known_worker_sid: text('known_worker_sid'),
    timeout: number('timeout', 1),
    priority: number('priority', 0),
    order_by: text('order_by'),
    skip_if: text('skip_if'),
  };
  for (const expression of [parsed.expression, parsed.skip_if]) if (expression) compileExpression(expression);
  parseOrder(parsed.order_by);
  return parsed;
}

function playOnly(known: string[], object: Record<string, unknown>): void {
  const [unknown] = Object.keys(object).filter((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new TwilioError(501, 20501, `The local Twilio does not play ${unknown} in a workflow configuration`);
}

function asRecord(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new SyntaxError('Not a workflow configuration');
  return value as Record<string, unknown>;
}
