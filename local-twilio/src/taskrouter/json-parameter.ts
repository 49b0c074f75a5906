import { badRequest } from '../http/errors';
import type { Form } from '../http/form';

/** A form parameter that holds a JSON object; answers 400 to anything else. */
export function jsonObject(form: Form, name: string): Record<string, unknown> {
  const value = form.json(name);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw badRequest(20001, `Invalid parameter ${name}: not a JSON object`);
  }
  return value as Record<string, unknown>;
}
