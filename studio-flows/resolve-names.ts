import type { FlowDefinition, State } from './flow-definition';
import type { FlowNames } from './flow-names';

/** What an account has, by name. */
export interface AccountValues {
  /** Friendly name → WW… */
  workflows: Record<string, string>;
  /** Unique name → TC… */
  taskChannels: Record<string, string>;
  /** By unique name. */
  services: Record<string, ServerlessService>;
}

export interface ServerlessService {
  sid: string;
  /** By domain suffix; '' is production. `origin` is where its Functions are: https://… */
  environments: Record<string, { sid: string; origin: string }>;
  /** Path → ZH… */
  functions: Record<string, string>;
}

/** Everything that keeps a flow from being used on this account, named at once. */
export class UnresolvedNamesError extends Error {
  constructor(readonly problems: string[]) {
    super(`The flow cannot be made ready for this account:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'UnresolvedNamesError';
  }
}

const SID = /\b[A-Z]{2}[0-9a-f]{32}\b/g;
const FUNCTIONS_ORIGIN = /https?:\/\/[a-z0-9.-]+\.twil\.io/g;

/**
 * Puts this account's SIDs and the Functions' origin in the place of the stand-ins. Throws UnresolvedNamesError when
 * the account lacks a name, or when a SID or origin is left that names.json does not explain.
 */
export function resolveNames(definition: FlowDefinition, names: FlowNames, account: AccountValues): FlowDefinition {
  const standIns = describeStandIns(names, account);
  const problems = new Map<string, string[]>();
  const replace = (text: string, where: string) => {
    const standIn = standIns.get(text);
    if (standIn?.value) return standIn.value;
    const problem = standIn?.missing ?? `names.json does not say what ${text} stands for`;
    problems.set(problem, [...(problems.get(problem) ?? []), where]);
    return text;
  };
  const states = definition.states.map((state) => {
    const resolve = (value: unknown, path: string): unknown => {
      if (typeof value === 'string') {
        const where = `${state.name}.${path}`;
        return value
          .replaceAll(SID, (sid) => replace(sid, where))
          .replaceAll(FUNCTIONS_ORIGIN, (origin) => replace(origin, where));
      }
      if (Array.isArray(value)) return value.map((item, index) => resolve(item, `${path}[${index}]`));
      if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, resolve(item, path ? `${path}.${key}` : key)]),
        );
      }
      return value;
    };
    return { ...state, properties: resolve(state.properties, '') as State['properties'] };
  });
  if (problems.size > 0) {
    throw new UnresolvedNamesError(
      [...problems].map(([problem, places]) => `${problem}; used by ${places.join(', ')}`),
    );
  }
  return { ...definition, states };
}

interface StandIn {
  value: string | undefined;
  missing: string;
}

function describeStandIns(names: FlowNames, account: AccountValues): Map<string, StandIn> {
  const { service, environment, functions } = names.serverless;
  const found = own(account.services, service.uniqueName);
  const place = found && own(found.environments, environment.domainSuffix);
  const noService = `no Serverless service has the unique name "${service.uniqueName}"${listed(account.services)}; deploy the Functions first`;
  const noEnvironment = found
    ? `service "${service.uniqueName}" has no environment with the domain suffix "${environment.domainSuffix}"${listed(found.environments)}; deploy to it, or change names.json`
    : noService;
  const standIns = new Map<string, StandIn>([
    [service.sid, { value: found?.sid, missing: noService }],
    [environment.sid, { value: place?.sid, missing: noEnvironment }],
    [environment.origin, { value: place?.origin, missing: noEnvironment }],
  ]);
  for (const [sid, name] of Object.entries(names.workflows)) {
    const missing = `no TaskRouter workflow has the friendly name "${name}"${listed(account.workflows)}`;
    standIns.set(sid, { value: own(account.workflows, name), missing });
  }
  for (const [sid, name] of Object.entries(names.taskChannels)) {
    const missing = `no TaskRouter task channel has the unique name "${name}"${listed(account.taskChannels)}`;
    standIns.set(sid, { value: own(account.taskChannels, name), missing });
  }
  for (const [sid, path] of Object.entries(functions)) {
    const missing = found
      ? `service "${service.uniqueName}" has no Function ${path}${listed(found.functions)}; deploy the Functions first`
      : noService;
    standIns.set(sid, { value: found && own(found.functions, path), missing });
  }
  return standIns;
}

/** A name such as `constructor` must not find what every object inherits. */
function own<Value>(values: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function listed(values: Record<string, unknown>): string {
  const names = Object.keys(values).map((name) => name || '"" for production');
  return names.length > 0 ? ` (there are: ${names.join(', ')})` : ' (there is none)';
}
