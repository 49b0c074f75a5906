/** Words of OpenAPI that mean nothing to a JSON Schema validator. */
const IGNORED = new Set(['example', 'examples', 'x-twilio', 'description', 'xml', 'discriminator', 'deprecated']);

/**
 * OpenAPI 3.0 as JSON Schema. `$ref`s get the specification's name in front. Strict: every listed property is required
 * and no other is allowed. Twilio lists what it answers and marks nothing as required; its own examples pass this form.
 */
export function toJsonSchema(value: unknown, specification: string, strict: boolean, isPropertyMap = false): unknown {
  if (Array.isArray(value)) return value.map((item) => toJsonSchema(item, specification, strict));
  if (typeof value !== 'object' || value === null) return value;
  const schema: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (isPropertyMap) schema[key] = toJsonSchema(part, specification, strict);
    else if (key === '$ref') schema[key] = `${specification}${part}`;
    else if (!IGNORED.has(key)) schema[key] = toJsonSchema(part, specification, strict, key === 'properties');
  }
  return isPropertyMap ? schema : closed(nullable(schema), strict);
}

/** `nullable` may stand without a `type`, beside an `enum` and beside a `$ref`. */
function nullable({ nullable: isNullable, ...schema }: Record<string, unknown>): Record<string, unknown> {
  if (isNullable !== true) return schema;
  if (schema.$ref) return { anyOf: [{ $ref: schema.$ref }, { type: 'null' }] };
  return {
    ...schema,
    ...(typeof schema.type === 'string' ? { type: [schema.type, 'null'] } : {}),
    ...(Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {}),
  };
}

function closed(schema: Record<string, unknown>, strict: boolean): Record<string, unknown> {
  if (!strict || !schema.properties || schema.required) return schema;
  return { ...schema, required: Object.keys(schema.properties), additionalProperties: false };
}
