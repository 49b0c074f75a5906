import type * as v from 'valibot';
import type { Tool } from './tool';

/** Ties `run` to the schema's type. What the model gives has been held against the schema before `run` sees it. */
export function defineTool<Schema extends v.GenericSchema<unknown, unknown>>(tool: Tool<Schema>): Tool {
  return { ...tool, run: (input, context) => tool.run(input as v.InferOutput<Schema>, context) };
}
