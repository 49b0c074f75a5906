import type { ExecutionLog } from '../../studio/execution-log';
import type { Agent } from '../../taskrouter/agents';

export type { Agent, ExecutionLog };

/** The agents that this local Twilio was seeded with. */
export async function fetchAgents(): Promise<Agent[]> {
  const { agents } = await call<{ agents: Agent[] }>('GET', '/_local/agents');
  return agents;
}

export interface Login {
  /** One for TaskRouter and Conversations. */
  token: string;
  /** GO… */
  flexInstanceSid: string;
}

/** What logging in to Flex would give. */
export function fetchLogin(workerSid: string): Promise<Login> {
  return call('POST', `/_local/agents/${workerSid}/token`);
}

/** What the flows did in this conversation, oldest first. */
export async function fetchExecutions(conversationSid: string): Promise<ExecutionLog[]> {
  const path = `/_local/executions?conversationSid=${conversationSid}`;
  const { executions } = await call<{ executions: ExecutionLog[] }>('GET', path);
  return executions;
}

/** Origin of the Functions; undefined when this Twilio knows none. */
export async function fetchFunctionsUrl(): Promise<string | undefined> {
  const { url } = await call<{ url: string | null }>('GET', '/_local/functions');
  return url ?? undefined;
}

async function call<Answer>(method: string, path: string): Promise<Answer> {
  const response = await fetch(path, { method });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
  return (await response.json()) as Answer;
}
