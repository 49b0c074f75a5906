import { toJsonSchema } from '@valibot/to-json-schema';
import type { ToolDescription } from '../model/model';
import type { Tool } from './tool';

/** What the model is told of the tools. */
export function toolDescriptions(tools: readonly Tool[]): ToolDescription[] {
  return tools.map(({ name, description, input }) => {
    const { $schema: _, ...parameters } = toJsonSchema(input, { typeMode: 'input', errorMode: 'ignore' });
    return { name, description, parameters };
  });
}
