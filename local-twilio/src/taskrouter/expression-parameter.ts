import { badRequest } from '../http/errors';
import { compileExpression, type Expression } from './expressions';

/** A query parameter that holds an expression; answers 400 when it is none. */
export function readExpression(query: URLSearchParams, name: string): Expression | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  try {
    return compileExpression(text);
  } catch (error) {
    throw badRequest(20001, `Invalid ${name}: ${error instanceof Error ? error.message : text}`);
  }
}
