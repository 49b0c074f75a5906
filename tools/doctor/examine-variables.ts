import * as v from 'valibot';
import { VARIABLES } from '../../src/lib/config';
import { VARIABLE_TEXTS } from '../docs/variable-texts';
import type { Environment } from '../environments/environment';
import { examineOrigins } from './examine-origins';
import type { Finding } from './finding';
import { isSecret } from './is-secret';
import { kindOfSid } from './sid-kinds';

type Name = keyof typeof VARIABLES;

/** OpenAPI serverless_v1: a value of at most 450 bytes. */
const LONGEST_VALUE_BYTES = 450;
const NAMES = Object.keys(VARIABLE_TEXTS) as Name[];

/** Every variable of the Functions, by what it says alone: nobody is asked. */
export function examineVariables({ values }: Pick<Environment, 'values'>): Finding[] {
  return NAMES.map((name) => examineVariable(name, values[name]));
}

function examineVariable(name: Name, value: string | undefined): Finding {
  const { otherwise } = VARIABLE_TEXTS[name];
  const { where, format } = VARIABLES[name];
  const required = otherwise === undefined;
  if (value === undefined) {
    if (!required) return { name, state: 'unset', message: `not set: ${otherwise}`, required };
    return { name, state: 'missing', message: `not set (${format})`, mend: where, required };
  }
  const shown = isSecret(name) ? {} : { value };
  const problem = problemOf(name, value);
  // A malformed one stops every Function, wanted or not.
  if (problem) return { name, state: 'wrong', ...shown, required: true, ...problem };
  const unsafe = name === 'ALLOWED_ORIGINS' || name === 'SITE_ORIGINS' ? examineOrigins(value) : undefined;
  if (unsafe) return { name, state: 'wrong', ...shown, required: false, ...unsafe };
  return { name, state: 'found', ...shown, message: 'set', required };
}

function problemOf(name: Name, value: string): Pick<Finding, 'message' | 'mend'> | undefined {
  const { schema, format, where } = VARIABLES[name];
  const bytes = Buffer.byteLength(value);
  if (bytes > LONGEST_VALUE_BYTES) {
    return {
      message: `${bytes} bytes; Twilio takes ${LONGEST_VALUE_BYTES} at most`,
      mend: 'Shorten it: fewer entries.',
    };
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return undefined;
  if (name === 'ALLOWED_ORIGINS' || name === 'SITE_ORIGINS') {
    const origins = examineOrigins(value);
    if (origins) return origins;
  }
  const kind = kindOfSid(value);
  const message = kind
    ? `is the SID of ${kind}, which has no place here`
    : (parsed.issues[0]?.message ?? 'is malformed');
  return { message, mend: `It takes ${format}. ${where}` };
}
