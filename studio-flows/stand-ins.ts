import type { FlowNames } from './flow-names';

/** What an account has, by name. */
export interface AccountValues {
  /** Friendly name → WW… */
  workflows: Record<string, string>;
  /** Unique name → TC… */
  taskChannels: Record<string, string>;
  /** By unique name. */
  services: Record<string, ServerlessService>;
  /** Name of the flow file → FW… */
  flows: Record<string, string>;
}

export interface ServerlessService {
  sid: string;
  /** By domain suffix; '' is production. `origin` is where its Functions are: https://… */
  environments: Record<string, { sid: string; origin: string }>;
  /** Path → ZH… */
  functions: Record<string, string>;
}

/** A SID or origin of the flow files, which stands for one of the account. */
export interface StandIn {
  text: string;
  /** For people: `workflow "Chat"`. */
  label: string;
  /** What the account has in its place. */
  value: string | undefined;
  /** Said when there is no value. */
  missing: string;
}

export const SID = /\b[A-Z]{2}[0-9a-f]{32}\b/g;
export const FUNCTIONS_ORIGIN = /https?:\/\/[a-z0-9.-]+\.twil\.io/g;

/**
 * Every stand-in of names.json, with what this account has for it.
 *
 * @param domainSuffix of the Functions that the flows call; '' is production
 */
export function standInsOf(names: FlowNames, account: AccountValues, domainSuffix: string): StandIn[] {
  const { workflows, taskChannels, flows } = names;
  const each = (entries: Record<string, string>, values: Record<string, string>, kind: string, missing: string) =>
    Object.entries(entries).map(([text, name]) => ({
      text,
      label: `${kind} "${name}"`,
      value: own(values, name),
      missing: `no ${missing} "${name}"${listed(values)}`,
    }));
  return [
    ...serverlessStandIns(names.serverless, account, domainSuffix),
    ...each(workflows, account.workflows, 'workflow', 'TaskRouter workflow has the friendly name'),
    ...each(taskChannels, account.taskChannels, 'task channel', 'TaskRouter task channel has the unique name'),
    ...each(flows, account.flows, 'flow', 'flow is there for'),
  ];
}

function serverlessStandIns(
  { service, environment, functions }: FlowNames['serverless'],
  account: AccountValues,
  domainSuffix: string,
): StandIn[] {
  const found = own(account.services, service.uniqueName);
  const place = found && own(found.environments, domainSuffix);
  const flag = domainSuffix === '' ? '--production' : `--environment=${domainSuffix}`;
  const deploy = `deploy the Functions first: twilio serverless:deploy ${flag}`;
  const noService = `no Serverless service has the unique name "${service.uniqueName}"${listed(account.services)}; ${deploy}`;
  const noEnvironment = found
    ? `service "${service.uniqueName}" has no environment with the domain suffix "${domainSuffix}"${listed(found.environments)}; ${deploy}`
    : noService;
  const noFunction = (path: string) =>
    found ? `service "${service.uniqueName}" has no Function ${path}${listed(found.functions)}; ${deploy}` : noService;
  return [
    { text: service.sid, label: `service "${service.uniqueName}"`, value: found?.sid, missing: noService },
    { text: environment.sid, label: "the Functions' environment", value: place?.sid, missing: noEnvironment },
    { text: environment.origin, label: '<Functions>', value: place?.origin, missing: noEnvironment },
    ...Object.entries(functions).map(([text, path]) => ({
      text,
      label: `Function ${path}`,
      value: found && own(found.functions, path),
      missing: noFunction(path),
    })),
  ];
}

/** A name such as `constructor` must not find what every object inherits. */
function own<Value>(values: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function listed(values: Record<string, unknown>): string {
  const names = Object.keys(values).map((name) => name || '"" for production');
  return names.length > 0 ? ` (there are: ${names.join(', ')})` : ' (there is none)';
}
