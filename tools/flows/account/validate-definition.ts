import twilio, { type Twilio } from 'twilio';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';

interface FlowError {
  /** Such as `#/states/3/properties/timeout`. */
  property_path?: string;
  message?: string;
}

/**
 * Asks Flows/Validate: https://www.twilio.com/docs/studio/rest-api/v2/flow#validate-a-flow. Resolves with what is wrong,
 * a line each, such as `ask.properties.timeout: integer found, string expected`.
 */
export async function validateDefinition(
  client: Twilio,
  friendlyName: string,
  definition: FlowDefinition,
): Promise<string[]> {
  try {
    await client.studio.v2.flowValidate.update({ friendlyName, status: 'published', definition });
    return [];
  } catch (error) {
    const errors = error instanceof twilio.RestException ? flowErrors(error.details) : [];
    if (errors.length === 0) throw error;
    return errors.map(({ property_path = '#', message = '' }) => `${placeOf(property_path, definition)}: ${message}`);
  }
}

function flowErrors(details: unknown): FlowError[] {
  const { errors } = (details ?? {}) as { errors?: unknown };
  return Array.isArray(errors) ? errors : [];
}

/** Twilio counts the widgets; people call them by their names. */
function placeOf(path: string, { states }: FlowDefinition): string {
  const [, index, rest = ''] = /^#\/states\/(\d+)(.*)$/.exec(path) ?? [];
  const state = states[Number(index)];
  if (index === undefined || !state) return path;
  return state.name + rest.replaceAll(/\/(\d+)/g, '[$1]').replaceAll('/', '.');
}
