import type { FlowDefinition } from './flow-definition';
import type { FlowNames } from './flow-names';
import { mapTexts } from './map-texts';
import { type AccountValues, FUNCTIONS_ORIGIN, SID, standInsOf } from './stand-ins';

export interface Restored {
  definition: FlowDefinition;
  /** Every SID and origin that names.json does not explain, with its places and, where it is known, its name. */
  unknown: string[];
}

/** The reverse of resolveNames: puts the stand-ins of names.json where a flow has this account's SIDs and origin. */
export function restoreNames(
  definition: FlowDefinition,
  names: FlowNames,
  account: AccountValues,
  domainSuffix = names.serverless.environment.domainSuffix,
): Restored {
  const standIns = standInsOf(names, account, domainSuffix);
  const explained = new Set(standIns.map(({ text }) => text));
  const known = standIns.filter(({ value, text }) => value !== undefined && value !== text);
  const unknown = new Map<string, string[]>();
  const restored = mapTexts(definition, (text, where) => {
    const named = known.reduce((all, standIn) => replaceWhole(all, standIn.value ?? '', standIn.text), text);
    for (const [found] of [...named.matchAll(SID), ...named.matchAll(FUNCTIONS_ORIGIN)]) {
      if (!explained.has(found)) unknown.set(found, [...(unknown.get(found) ?? []), where]);
    }
    return named;
  });
  return {
    definition: restored,
    unknown: [...unknown].map(([found, places]) => `${found}${nameOf(found, account)}; used by ${places.join(', ')}`),
  };
}

/** An origin is not replaced where it is the beginning of a longer one. */
function replaceWhole(text: string, value: string, standIn: string): string {
  return text
    .split(value)
    .reduce((left, right) => (/^[\w.:-]*\w/.test(right) ? left + value + right : left + standIn + right));
}

function nameOf(sid: string, { workflows, taskChannels, flows, services }: AccountValues): string {
  const kinds: [string, string, Record<string, string>][] = [
    ['workflow', 'workflows', workflows],
    ['task channel', 'taskChannels', taskChannels],
    ['flow', 'flows', flows],
    ...Object.values(services).map((service): [string, string, Record<string, string>] => [
      'Function',
      'serverless.functions',
      service.functions,
    ]),
  ];
  for (const [kind, key, values] of kinds) {
    const [name] = Object.entries(values).find(([, value]) => value === sid) ?? [];
    if (name !== undefined) {
      return ` (${kind} "${name}": add a stand-in such as ${sid.slice(0, 2)}${'0'.repeat(30)}99 for it to "${key}" in names.json)`;
    }
  }
  return '';
}
