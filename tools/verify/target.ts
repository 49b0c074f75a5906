import type { Twilio } from 'twilio';
import type { Pace } from './patience';

/** The account that is verified, and where its parts are. */
export interface Target {
  /** Of the environment: `staging`. */
  name: string;
  client: Twilio;
  values: TargetValues;
  /** https://… of the Functions as Twilio and pages know it, without a slash at the end. */
  functionsUrl: string;
  /** Where a local Twilio passes requests for a deployed domain on; the same as `functionsUrl` when absent. */
  functionsAddress?: string;
  /** Where the SDKs and Flex's own requests go; a local Twilio's, or nothing for Twilio's own. */
  addresses: Addresses;
  pace: Pace;
}

export interface TargetValues {
  accountSid: string;
  apiKey: string;
  apiSecret: string;
  conversationsServiceSid: string;
  syncServiceSid: string;
  workspaceSid: string;
  queueSid: string;
  /** First of SERVER_SECRETS, when the environment has them. */
  serverSecret?: string;
  /** `turnstile` or `altcha` keep a program from opening a chat as a page does. */
  challenge?: string;
}

export interface Addresses {
  /** wss://…/v3/wsconnect of the Conversations SDK. */
  twilsock?: string;
  /** https://…/v1/wschannels of the TaskRouter SDK and of Flex. */
  eventBridge: string;
}

export const TWILIO_ADDRESSES: Addresses = { eventBridge: 'https://event-bridge.twilio.com/v1/wschannels' };

export const localAddresses = (port: number): Addresses => ({
  twilsock: `ws://127.0.0.1:${port}/__t/tsock.us1.twilio.com/v3/wsconnect`,
  eventBridge: `http://127.0.0.1:${port}/__t/event-bridge.twilio.com/v1/wschannels`,
});

const REQUIRED = {
  ACCOUNT_SID: 'accountSid',
  TWILIO_API_KEY: 'apiKey',
  TWILIO_API_SECRET: 'apiSecret',
  CONVERSATIONS_SERVICE_SID: 'conversationsServiceSid',
  SYNC_SERVICE_SID: 'syncServiceSid',
  TASKROUTER_WORKSPACE_SID: 'workspaceSid',
  TASKROUTER_QUEUE_SID: 'queueSid',
} as const;

/** The values of an environment that a run needs, and the names of those that are missing. */
export function readTargetValues(values: Readonly<Record<string, string>>): {
  found: TargetValues;
  missing: string[];
} {
  const found = Object.fromEntries(Object.entries(REQUIRED).map(([variable, name]) => [name, values[variable] ?? '']));
  const { SERVER_SECRETS: secrets, CHALLENGE: challenge } = values;
  const [serverSecret] = secrets?.split(',') ?? [];
  return {
    found: {
      ...(found as unknown as TargetValues),
      ...(serverSecret && { serverSecret: serverSecret.trim() }),
      ...(challenge && { challenge }),
    },
    missing: Object.keys(REQUIRED).filter((variable) => !values[variable]),
  };
}
