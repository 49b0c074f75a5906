/**
 * names.json: which stand-in of the flow files stands for what. The stand-ins are schema-valid, so that a flow file
 * imports into the console as it is.
 */
export interface FlowNames {
  /** Stand-in WW… → friendly name of a TaskRouter workflow. */
  workflows: Record<string, string>;
  /** Stand-in TC… → unique name of a task channel. */
  taskChannels: Record<string, string>;
  /** Stand-in FW… → name of a flow file, for widgets that run it. */
  flows: Record<string, string>;
  serverless: {
    service: { sid: string; uniqueName: string };
    /**
     * What the flow files have written down. `domainSuffix` is that of the origin, as in `twilio serverless:deploy
     * --environment`; '' is production. Another environment's takes its place when a flow is made ready for it.
     */
    environment: { sid: string; domainSuffix: string; origin: string };
    /** Stand-in ZH… → path of a Function. */
    functions: Record<string, string>;
  };
}

/** Reads the content of names.json. Throws an error that says which part has the wrong shape. */
export function parseFlowNames(value: unknown): FlowNames {
  const root = record(value, 'names.json');
  const serverless = record(root.serverless, 'serverless');
  const service = texts(serverless.service, 'serverless.service', ['sid', 'uniqueName']);
  const environment = texts(serverless.environment, 'serverless.environment', ['sid', 'domainSuffix', 'origin']);
  return {
    workflows: texts(root.workflows, 'workflows', []),
    taskChannels: texts(root.taskChannels, 'taskChannels', []),
    flows: texts(root.flows ?? {}, 'flows', []),
    serverless: { service, environment, functions: texts(serverless.functions, 'serverless.functions', []) },
  };
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error(`names.json: "${where}" must be an object`);
}

function texts<Key extends string>(value: unknown, where: string, required: Key[]): Record<Key, string> {
  const entries = record(value, where);
  for (const key of [...required, ...Object.keys(entries)]) {
    if (typeof entries[key] !== 'string') throw new Error(`names.json: "${where}.${key}" must be a string`);
  }
  return entries as Record<Key, string>;
}
