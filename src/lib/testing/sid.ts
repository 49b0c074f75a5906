import * as v from 'valibot';

/** A well-formed SID, such as `sid(ConversationSid, 'CH', 1)`. */
export function sid<Schema extends v.GenericSchema<string>>(
  schema: Schema,
  prefix: string,
  number = 1,
): v.InferOutput<Schema> {
  return v.parse(schema, plainSid(prefix, number));
}

/** The same where no branded type is asked for. */
export function plainSid(prefix: string, number = 1): string {
  return prefix + String(number).padStart(32, '0');
}
