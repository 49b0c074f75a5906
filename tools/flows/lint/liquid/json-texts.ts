import type { PlacedText } from '../../../../studio-flows/strings-of';
import type { LintedState } from '../linted-state';

/** Properties that hold JSON, by widget type. */
const JSON_PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['send-to-flex', ['attributes']],
  ['enqueue-call', ['task_attributes']],
  ['send-message', ['attributes']],
  ['send-and-wait-for-reply', ['attributes']],
  ['start-conversation', ['attributes']],
  ['resume-conversation', ['attributes']],
]);

/** The texts of a widget that have to be JSON once Liquid has filled them in. */
export function jsonTexts(state: LintedState): PlacedText[] {
  const names = state.type === 'make-http-request' ? jsonBody(state) : (JSON_PROPERTIES.get(state.type) ?? []);
  return names.flatMap((name) => {
    const text = state.properties[name];
    return typeof text === 'string' && text.trim() !== '' ? [{ path: `properties.${name}`, text }] : [];
  });
}

function jsonBody({ properties: { method, content_type: type } }: LintedState): string[] {
  return method !== 'GET' && typeof type === 'string' && type.includes('json') ? ['body'] : [];
}
