import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { CommandError } from '../command-error';
import { Attributes, JsonObject } from './json-object';

/** What routing sees of a task. */
export interface RoutingTask {
  attributes: Record<string, unknown>;
  /** Unique name. */
  channel: string;
  priority: number;
}

const Whole = v.object({
  attributes: Attributes,
  task_channel_unique_name: v.optional(v.string(), 'chat'),
  priority: v.optional(v.number(), 0),
});

/** Attributes as docs/task-attributes.md lists them, or a whole task as the REST API gives it. */
export function readTask(file: string): RoutingTask {
  try {
    const json = v.parse(JsonObject, JSON.parse(readFileSync(file, 'utf8')));
    if (!Object.hasOwn(json, 'attributes')) return { attributes: json, channel: 'chat', priority: 0 };
    const { attributes, task_channel_unique_name: channel, priority } = v.parse(Whole, json);
    return { attributes, channel, priority };
  } catch (error) {
    throw new CommandError(`${file} is no task: ${error instanceof Error ? error.message : String(error)}`);
  }
}
