import type { Switch } from './probe';

/** Assumptions that a run cannot settle from a desk, and why. */
export const UNREACHABLE: Partial<Record<Switch, string>> = {
  conversationsWebhookRetries: 'a receiver that fails on purpose and counts would have to be reachable from Twilio',
  webhookDuplicates: 'a receiver that counts would have to be reachable from Twilio',
  studioOneExecution: 'a message would have to arrive within the milliseconds in which a widget runs',
  mediaLinkSeconds: 'a link would have to be watched for hours',
};
