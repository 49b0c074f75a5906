import type { Account } from '../local-twilio/src/account/account';

/** The configuration of the Functions for an account of the local Twilio. The Auth Token is not part of it. */
export function functionsEnvironment(
  account: Account,
  flows: Record<string, string>,
  functionsUrl: string,
): Record<string, string> {
  return {
    // The platform sets these two by itself.
    SERVICE_SID: account.serverlessServiceSid,
    ENVIRONMENT_SID: account.serverlessEnvironmentSid,
    ACCOUNT_SID: account.accountSid,
    TWILIO_API_KEY: account.apiKey,
    TWILIO_API_SECRET: account.apiSecret,
    CONVERSATIONS_SERVICE_SID: account.conversationsServiceSid,
    SYNC_SERVICE_SID: account.syncServiceSid,
    STUDIO_FLOW_SID: flows['chat-to-flex'] ?? '',
    TASKROUTER_WORKSPACE_SID: account.workspaceSid,
    TASKROUTER_QUEUE_SID: account.queueSid,
    CUSTOMER_ROLE_SID: account.customerRoleSid,
    ALLOWED_ORIGINS: functionsUrl,
  };
}

/** The events that /webhook does something about; a workspace sends many more. */
export const EVENT_CALLBACK_FILTER = 'task.created,task.canceled,task.wrapup,task.completed,reservation.accepted';
