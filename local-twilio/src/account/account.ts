import { createHash } from 'node:crypto';
import type { KeyType } from './key-permissions';
import { seededSid } from './sids';

/**
 * What the account holds at the start. `new-flex`: only what Flex makes by itself, nothing of ours, nothing deployed.
 */
export type AccountSeed = 'ready' | 'new-flex';

/** Everything that has a fixed SID from the first second on. */
export interface Account {
  accountSid: string;
  authToken: string;
  apiKey: string;
  apiSecret: string;
  keyType: KeyType;
  seed: AccountSeed;
  flexInstanceSid: string;
  conversationsServiceSid: string;
  /** Of the project, with ACLs on; in a new account the default one, which has none. */
  syncServiceSid: string;
  workspaceSid: string;
  /**
   * Workflow "Chat", which routes by the task attribute `topic` and ends in queue "Chat"; in a new account "Assign to
   * Anyone", which ends in queue "Everyone".
   */
  workflowSid: string;
  queueSid: string;
  /** Task channel "chat". */
  taskChannelSid: string;
  /** Conversation role with the least that a customer needs: send, leave, read; in a new account Flex's "guest". */
  customerRoleSid: string;
  serverlessServiceSid: string;
  serverlessEnvironmentSid: string;
}

/** Every account has it: https://www.twilio.com/docs/sync/api/service */
export const DEFAULT_SYNC_SERVICE_SID = seededSid('IS', 'sync-default');

const secret = (name: string) => createHash('sha256').update(`local-twilio-secret:${name}`).digest('hex').slice(0, 32);

/** Account and keys come from the environment when given there, so that a test or a bench can use its own. */
export function seedAccount(
  environment: Record<string, string | undefined> = {},
  { seed = 'ready', keyType = 'standard' }: Partial<Pick<Account, 'seed' | 'keyType'>> = {},
): Account {
  const isNew = seed === 'new-flex';
  return {
    accountSid: environment.ACCOUNT_SID ?? seededSid('AC', 'account'),
    authToken: environment.AUTH_TOKEN ?? secret('auth-token'),
    apiKey: environment.TWILIO_API_KEY ?? seededSid('SK', 'api-key'),
    apiSecret: environment.TWILIO_API_SECRET ?? secret('api-secret'),
    keyType,
    seed,
    flexInstanceSid: seededSid('GO', 'flex-instance'),
    conversationsServiceSid: seededSid('IS', 'conversations'),
    syncServiceSid: isNew ? DEFAULT_SYNC_SERVICE_SID : seededSid('IS', 'sync'),
    workspaceSid: seededSid('WS', 'workspace'),
    workflowSid: seededSid('WW', isNew ? 'workflow-assign-to-anyone' : 'workflow-chat'),
    queueSid: seededSid('WQ', isNew ? 'queue-everyone' : 'queue-chat'),
    taskChannelSid: seededSid('TC', 'task-channel-chat'),
    customerRoleSid: seededSid('RL', isNew ? 'role-guest' : 'role-customer'),
    serverlessServiceSid: seededSid('ZS', 'serverless'),
    serverlessEnvironmentSid: seededSid('ZE', 'serverless'),
  };
}
