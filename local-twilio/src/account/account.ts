import { createHash } from 'node:crypto';
import { seededSid } from './sids';

/** Everything that has a fixed SID from the first second on. */
export interface Account {
  accountSid: string;
  authToken: string;
  apiKey: string;
  apiSecret: string;
  flexInstanceSid: string;
  conversationsServiceSid: string;
  syncServiceSid: string;
  workspaceSid: string;
  /** Workflow "Chat", which routes by the task attribute `topic` and ends in queue "Chat". */
  workflowSid: string;
  queueSid: string;
  /** Task channel "chat". */
  taskChannelSid: string;
  /** Conversation role with the least that a customer needs: send, leave, read. */
  customerRoleSid: string;
  serverlessServiceSid: string;
  serverlessEnvironmentSid: string;
}

const secret = (name: string) => createHash('sha256').update(`local-twilio-secret:${name}`).digest('hex').slice(0, 32);

/** Account and keys come from the environment when given there, so that a test or a bench can use its own. */
export function seedAccount(environment: Record<string, string | undefined> = {}): Account {
  return {
    accountSid: environment.ACCOUNT_SID ?? seededSid('AC', 'account'),
    authToken: environment.AUTH_TOKEN ?? secret('auth-token'),
    apiKey: environment.TWILIO_API_KEY ?? seededSid('SK', 'api-key'),
    apiSecret: environment.TWILIO_API_SECRET ?? secret('api-secret'),
    flexInstanceSid: seededSid('GO', 'flex-instance'),
    conversationsServiceSid: seededSid('IS', 'conversations'),
    syncServiceSid: seededSid('IS', 'sync'),
    workspaceSid: seededSid('WS', 'workspace'),
    workflowSid: seededSid('WW', 'workflow-chat'),
    queueSid: seededSid('WQ', 'queue-chat'),
    taskChannelSid: seededSid('TC', 'task-channel-chat'),
    customerRoleSid: seededSid('RL', 'role-customer'),
    serverlessServiceSid: seededSid('ZS', 'serverless'),
    serverlessEnvironmentSid: seededSid('ZE', 'serverless'),
  };
}
