import { createHash } from 'node:crypto';

/** Of a workflow as an account has it, or is to have it. */
export interface WorkflowContent {
  /** JSON text with SIDs. */
  configuration: string;
  taskReservationTimeout: number;
}

const MARK = / \[flex-handoff ([0-9a-f]{12})\]$/;
const NUMBERS = new Set(['timeout', 'priority']);

/**
 * Puts a mark behind the name of the first filter, where people see it: who made the workflow, and a hash of all of it.
 * TaskRouter keeps names of filters as they are; of keys that it does not know nothing is documented.
 */
export function withMark({ configuration, taskReservationTimeout }: WorkflowContent): string {
  const json = JSON.parse(configuration) as { task_routing: { filters: { filter_friendly_name: string }[] } };
  const [first] = json.task_routing.filters;
  if (first) first.filter_friendly_name += ` [flex-handoff ${hash({ configuration, taskReservationTimeout })}]`;
  return JSON.stringify(json);
}

/** `ours`: it stands as we wrote it; `edited`: we wrote it, and somebody changed it since; `foreign`: it carries no mark. */
export function origin(content: WorkflowContent): 'ours' | 'edited' | 'foreign' {
  const mark = MARK.exec(firstName(content.configuration))?.[1];
  if (mark === undefined) return 'foreign';
  return mark === hash(content) ? 'ours' : 'edited';
}

/** Do both route alike? Order of keys, numbers that are written as texts, and the mark make no difference. */
export const sameContent = (left: WorkflowContent, right: WorkflowContent) => canonical(left) === canonical(right);

function hash(content: WorkflowContent): string {
  return createHash('sha256').update(canonical(content)).digest('hex').slice(0, 12);
}

function canonical({ configuration, taskReservationTimeout }: WorkflowContent): string {
  return `${taskReservationTimeout} ${JSON.stringify(ordered(parsed(configuration)))}`;
}

function ordered(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(item));
  if (typeof value === 'string' && NUMBERS.has(key)) return Number(value);
  if (typeof value === 'string' && key === 'filter_friendly_name') return value.replace(MARK, '');
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== '' && inner !== undefined);
  kept.sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(kept.map(([name, inner]) => [name, ordered(inner, name)]));
}

function firstName(configuration: string): string {
  const json = parsed(configuration) as { task_routing?: { filters?: { filter_friendly_name?: unknown }[] } } | null;
  const name = json?.task_routing?.filters?.[0]?.filter_friendly_name;
  return typeof name === 'string' ? name : '';
}

function parsed(configuration: string): unknown {
  try {
    return JSON.parse(configuration);
  } catch {
    return configuration;
  }
}
