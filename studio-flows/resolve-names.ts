import type { FlowDefinition } from './flow-definition';
import type { FlowNames } from './flow-names';
import { mapTexts } from './map-texts';
import { type AccountValues, FUNCTIONS_ORIGIN, SID, standInsOf } from './stand-ins';

/** Everything that keeps a flow from being used on this account, named at once. */
export class UnresolvedNamesError extends Error {
  constructor(readonly problems: string[]) {
    super(`The flow cannot be made ready for this account:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'UnresolvedNamesError';
  }
}

/**
 * Puts this account's SIDs and the Functions' origin in the place of the stand-ins.
 *
 * @param domainSuffix of the Functions that the flow calls, '' for production; the stand-in's own when absent
 * @throws UnresolvedNamesError when the account lacks a name, or when a SID or origin is left that names.json does not
 *   explain
 */
export function resolveNames(
  definition: FlowDefinition,
  names: FlowNames,
  account: AccountValues,
  domainSuffix = names.serverless.environment.domainSuffix,
): FlowDefinition {
  const standIns = new Map(standInsOf(names, account, domainSuffix).map((standIn) => [standIn.text, standIn]));
  const problems = new Map<string, string[]>();
  const replace = (text: string, where: string) => {
    const standIn = standIns.get(text);
    if (standIn?.value) return standIn.value;
    const problem = standIn?.missing ?? `names.json does not say what ${text} stands for`;
    problems.set(problem, [...(problems.get(problem) ?? []), where]);
    return text;
  };
  const resolved = mapTexts(definition, (text, where) =>
    text.replaceAll(SID, (sid) => replace(sid, where)).replaceAll(FUNCTIONS_ORIGIN, (origin) => replace(origin, where)),
  );
  if (problems.size > 0) {
    throw new UnresolvedNamesError(
      [...problems].map(([problem, places]) => `${problem}; used by ${places.join(', ')}`),
    );
  }
  return resolved;
}
