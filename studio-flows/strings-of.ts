/** A text in a flow, and where it stands: `properties.parameters[0].value`. */
export interface PlacedText {
  path: string;
  text: string;
}

/** What lies deeper is no flow that anybody could have drawn. */
const DEEPEST = 40;

/**
 * Every text that Studio fills in when a widget runs: those of its properties, and what its conditions compare. Takes
 * any JSON for a widget.
 */
export function stringsOf(state: unknown): PlacedText[] {
  const found: PlacedText[] = [];
  if (!isRecord(state)) return found;
  for (const [key, value] of Object.entries(record(state.properties))) collect(value, `properties.${key}`, found);
  for (const [index, transition] of array(state.transitions).entries()) {
    for (const [number, condition] of array(record(transition).conditions).entries()) {
      const path = `transitions[${index}].conditions[${number}]`;
      collect(record(condition).arguments, `${path}.arguments`, found);
      collect(record(condition).value, `${path}.value`, found);
    }
  }
  return found;
}

function collect(value: unknown, path: string, found: PlacedText[], depth = 0): void {
  if (typeof value === 'string') found.push({ path, text: value });
  else if (depth < DEEPEST && Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, `${path}[${index}]`, found, depth + 1);
  } else if (depth < DEEPEST && isRecord(value)) {
    for (const [key, item] of Object.entries(value)) collect(item, `${path}.${key}`, found, depth + 1);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const record = (value: unknown) => (isRecord(value) ? value : {});
const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
