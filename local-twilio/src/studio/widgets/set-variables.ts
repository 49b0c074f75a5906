import type { MakeWidget } from '../widget';
import { keyValues } from './key-values';

/** https://www.twilio.com/docs/studio/widget-library/set-variables: all are rendered before any of them is set. */
export const setVariables: MakeWidget = () => (call) => {
  const variables: Record<string, unknown> = {};
  for (const { key, value, type, parse_as_json } of keyValues(call.state.properties.variables)) {
    const text = call.render(value);
    if (!parse_as_json && (type === undefined || type === 'string')) {
      variables[key] = text;
      continue;
    }
    try {
      variables[key] = JSON.parse(text);
    } catch {
      call.problem(81027, `The variable "${key}" is not JSON and was not set`);
    }
  }
  return { event: 'next', outputs: variables, variables };
};
