import * as v from 'valibot';
import { badRequest } from './errors';

const NAMED_PROBLEMS = 5;
const MESSAGE_LENGTH = 1000;

/**
 * What came in, as the schema says; inside, data is typed and not checked again.
 *
 * @throws RequestError 400 input_invalid, naming the fields
 */
export function parseInput<Schema extends v.GenericSchema>(schema: Schema, fields: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, fields);
  if (parsed.success) return parsed.output;
  const problems = parsed.issues
    .slice(0, NAMED_PROBLEMS)
    .map((issue) => `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
  throw badRequest('input_invalid', problems.join('; ').slice(0, MESSAGE_LENGTH));
}
