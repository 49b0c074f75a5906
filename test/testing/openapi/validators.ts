import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Operation, Parameter, Schema } from './specification';

/** Compiles the schemas of an operation when they are first needed: most tests touch a dozen of Twilio's hundreds. */
export class Validators {
  readonly #requests = makeAjv(true);
  readonly #replies = makeAjv(false);
  readonly #compiled = new Map<string, ValidateFunction>();

  /** What is wrong with a form, query, path or header part; a repeated name is an array, and texts become numbers. */
  request(operation: Operation, where: Parameter['in'] | 'form', values: Record<string, unknown>): string[] {
    if (where !== 'form')
      return this.#check(this.#requests, operation, where, parameterSchema(operation, where), { ...values });
    const schema = operation.form ?? {};
    return this.#check(this.#requests, operation, where, schema, readForm(values, schema));
  }

  reply(operation: Operation, status: number, body: unknown): string[] {
    const reply = operation.replies.get(String(status));
    if (!reply) return [`answers ${status}, which is not documented`];
    if (!reply.schema) return body === undefined ? [] : [`${status} must have no body`];
    return this.#check(this.#replies, operation, `reply ${status}`, reply.schema, body);
  }

  /** A schema of our own, for what no specification covers. */
  own(name: string, schema: Schema, value: unknown): string[] {
    return this.#run(this.#compile(this.#replies, name, schema), name, value);
  }

  #check(ajv: Ajv, operation: Operation, part: string, schema: Schema, value: unknown): string[] {
    const { name, components } = operation.specification;
    if (!ajv.getSchema(name)) ajv.addSchema(components, name);
    return this.#run(this.#compile(ajv, `${name} ${operation.id} ${part}`, schema), part, value);
  }

  #compile(ajv: Ajv, key: string, schema: Schema): ValidateFunction {
    const compiled = this.#compiled.get(key) ?? ajv.compile(schema);
    this.#compiled.set(key, compiled);
    return compiled;
  }

  #run(validate: ValidateFunction, part: string, value: unknown): string[] {
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${part}${describe(error)}`);
  }
}

/**
 * Twilio's specification says GET and POST, the helper library's types, made from it, get and post. An object is JSON
 * text on its way.
 */
function readForm(values: Record<string, unknown>, { properties }: Schema): Record<string, unknown> {
  const schemas = (properties ?? {}) as Record<string, Schema>;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      if (/(^|\.)Method$/.test(name)) return [name, value.toUpperCase()];
      return [name, schemas[name]?.type === 'object' ? parseJson(value) : value];
    }),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function parameterSchema(operation: Operation, where: Parameter['in']): Schema {
  const parameters = operation.parameters.filter((parameter) => parameter.in === where);
  const name = (parameter: Parameter) => (where === 'header' ? parameter.name.toLowerCase() : parameter.name);
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [name(parameter), parameter.schema])),
    required: parameters.filter((parameter) => parameter.required).map(name),
    additionalProperties: where === 'header',
  };
}

function makeAjv(coerce: boolean): Ajv {
  const ajv = new Ajv({ strict: false, logger: false, allErrors: true, coerceTypes: coerce ? 'array' : false });
  addFormats(ajv, ['date-time', 'date', 'uri', 'email']);
  // The API of 2010 gives paths where the newer ones give whole addresses.
  ajv.addFormat('uri', (text) => URL.canParse(text) || /^\/2010-04-01\/\S*$/.test(text));
  ajv.addFormat('date-time-rfc-2822', { type: 'string', validate: (text: string) => !Number.isNaN(Date.parse(text)) });
  return ajv;
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const detail = params.additionalProperty ?? params.allowedValues?.join(', ') ?? '';
  return `${instancePath} ${message}${detail ? ` (${detail})` : ''}`;
}
