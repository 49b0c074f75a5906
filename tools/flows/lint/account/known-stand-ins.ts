import type { FlowNames } from '../../../../studio-flows/flow-names';

/** Every SID and host that names.json explains, in lower case. */
export function knownStandIns(names: FlowNames | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  collect(names, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') add(value, found);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    add(key, found);
    collect(item, found);
  }
}

function add(text: string, found: Set<string>): void {
  found.add(text.toLowerCase().replace(/^https?:\/\//, ''));
}
