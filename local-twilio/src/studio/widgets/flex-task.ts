import type { WidgetCall, WidgetParts } from '../widget';

const DEFAULT_TIMEOUT_SECONDS = 3600;

/** What a widget says of the task that it wants, rendered and checked. */
export interface FlexTask {
  attributes: Record<string, unknown>;
  priority: number;
  /** Seconds. */
  timeout: number;
}

/** A property that no task can be made of. */
export class BadProperty extends Error {}

/**
 * Attributes, priority and timeout of a Send to Flex or Enqueue Call widget. Throws BadProperty.
 * @see https://www.twilio.com/docs/studio/widget-library/send-flex
 */
export function flexTask(
  { limits }: WidgetParts,
  { render }: WidgetCall,
  { attributes, priority, timeout }: { attributes: unknown; priority: unknown; timeout: unknown },
): FlexTask {
  const seconds = wholeNumber('timeout', render(timeout), DEFAULT_TIMEOUT_SECONDS);
  if (seconds > limits.taskTimeout)
    throw new BadProperty(`timeout ${seconds} is more than ${limits.taskTimeout} seconds`);
  return {
    attributes: taskAttributes(render(attributes) || '{}', limits.taskAttributes),
    priority: wholeNumber('priority', render(priority), 0),
    timeout: seconds,
  };
}

function taskAttributes(text: string, maximum: number): Record<string, unknown> {
  if (text.length > maximum)
    throw new BadProperty(`the attributes have ${text.length} characters, more than ${maximum}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadProperty('the attributes are not JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new BadProperty('the attributes are not a JSON object');
}

function wholeNumber(name: string, text: string, fallback: number): number {
  if (text === '') return fallback;
  if (!/^\d+$/.test(text)) throw new BadProperty(`${name} "${text}" is not a whole number`);
  return Number(text);
}
