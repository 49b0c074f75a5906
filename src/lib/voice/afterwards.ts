import type { Config } from '../config';

export interface Whereabouts {
  /** FW…, or empty. */
  flow: string;
  attempt: number;
  /** Name of a site, or empty. */
  site: string;
  /** In which the call was to begin: a BCP 47 tag, or empty. */
  language?: string;
}

/**
 * Where a call goes on after the bot: inside a flow at Studio itself, so that no failure of ours can cut it.
 * https://www.twilio.com/docs/studio/widget-library/twiml-redirect
 */
export function afterwards(
  { ACCOUNT_SID, DOMAIN_NAME }: Pick<Config, 'ACCOUNT_SID' | 'DOMAIN_NAME'>,
  { flow, attempt, site, language }: Whereabouts,
): string {
  if (flow !== '') return `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${flow}?FlowEvent=return`;
  const query = { attempt: String(attempt), ...(site && { site }), ...(language && { language }) };
  return `https://${DOMAIN_NAME}/agent-handoff?${new URLSearchParams(query)}`;
}
