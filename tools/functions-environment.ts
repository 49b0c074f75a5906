import type { Account } from '../local-twilio/src/account/account';
import { SITES } from '../src/sites/sites';

/**
 * The configuration of the Functions for an account of the local Twilio. The Auth Token is not part of it.
 *
 * @param desktopUrl where the agents' desktop is served
 */
export function functionsEnvironment(
  account: Account,
  flows: Record<string, string>,
  functionsUrl: string,
  desktopUrl = '',
): Record<string, string> {
  const { 'chat-to-flex': mainFlow = '', ...others } = flows;
  return {
    // The platform sets these two by itself.
    SERVICE_SID: account.serverlessServiceSid,
    ENVIRONMENT_SID: account.serverlessEnvironmentSid,
    ACCOUNT_SID: account.accountSid,
    TWILIO_API_KEY: account.apiKey,
    TWILIO_API_SECRET: account.apiSecret,
    CONVERSATIONS_SERVICE_SID: account.conversationsServiceSid,
    SYNC_SERVICE_SID: account.syncServiceSid,
    STUDIO_FLOW_SID: mainFlow,
    STUDIO_FLOWS: Object.entries(others)
      .map(([name, sid]) => `${name}=${sid}`)
      .join(','),
    TASKROUTER_WORKSPACE_SID: account.workspaceSid,
    TASKROUTER_QUEUE_SID: account.queueSid,
    TASKROUTER_WORKFLOW_SID: account.workflowSid,
    CUSTOMER_ROLE_SID: account.customerRoleSid,
    ALLOWED_ORIGINS: bothNames(functionsUrl).join(','),
    // Our own domain belongs to all sites, but only by https.
    SITE_ORIGINS: SITES.flatMap(({ name }) => bothNames(functionsUrl).map((origin) => `${name}=${origin}`)).join(','),
    FLEX_ORIGINS: bothNames(desktopUrl).join(','),
    ...(functionsUrl && { VIDEO_PAGE_URL: `${functionsUrl}/video/index.html` }),
  };
}

/** A browser takes the two names of this machine for two origins, and people type either. */
const bothNames = (url: string): string[] => [...new Set([url, url.replace('//127.0.0.1:', '//localhost:')])];

/** The events that /webhook does something about; a workspace sends many more. */
export const EVENT_CALLBACK_FILTER = 'task.created,task.canceled,task.wrapup,task.completed,reservation.accepted';
