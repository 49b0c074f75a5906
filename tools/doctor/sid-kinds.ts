const KINDS: Readonly<Record<string, string>> = {
  AC: 'an account',
  SK: 'an API key',
  IS: 'a Service of Conversations or Sync',
  FW: 'a Studio flow',
  WS: 'a TaskRouter workspace',
  WQ: 'a task queue',
  WW: 'a workflow',
  RL: 'a role',
  TC: 'a task channel',
  WK: 'a worker',
  WA: 'an activity',
  ZS: 'a Serverless service',
  ZE: 'a Serverless environment',
  GO: 'a Flex instance',
};

/** "a workflow", when the value is the SID of one; undefined when it is none that we know. */
export function kindOfSid(value: string): string | undefined {
  const [, prefix = ''] = /^([A-Z]{2})[0-9a-fA-F]{32}$/.exec(value) ?? [];
  return KINDS[prefix];
}
