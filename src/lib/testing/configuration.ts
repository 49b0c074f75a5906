import { type Config, parseConfig } from '../config';
import { plainSid } from './sid';

export const API_SECRET = 'api-secret-of-thirty-two-letters';
export const CUSTOMER_SECRET = 'customer-secret-of-thirty-two-and-more';
export const SHOP = 'https://shop.example';

/** What the platform hands to a Function: every variable that must be set. */
export function environment(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    DOMAIN_NAME: 'handoff-1234-dev.twil.io',
    PATH: '/some-function',
    ACCOUNT_SID: plainSid('AC'),
    TWILIO_API_KEY: plainSid('SK'),
    TWILIO_API_SECRET: API_SECRET,
    CONVERSATIONS_SERVICE_SID: plainSid('IS', 1),
    SYNC_SERVICE_SID: plainSid('IS', 2),
    STUDIO_FLOW_SID: plainSid('FW'),
    TASKROUTER_WORKSPACE_SID: plainSid('WS'),
    TASKROUTER_QUEUE_SID: plainSid('WQ'),
    ALLOWED_ORIGINS: SHOP,
    ...changes,
  };
}

export const configuration = (changes: Record<string, unknown> = {}): Config => parseConfig(environment(changes));
