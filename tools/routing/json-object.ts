import * as v from 'valibot';

/** A JSON object, as attributes are: `v.record` takes a list for one. */
export const JsonObject = v.custom<Record<string, unknown>>(
  (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
  'is no JSON object',
);

/** The same, or JSON text of it, as the REST API gives attributes. */
export const Attributes = v.union([JsonObject, v.pipe(v.string(), v.parseJson(), JsonObject)], 'are no JSON object');
