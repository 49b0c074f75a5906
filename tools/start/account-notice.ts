import type { StartAccount } from './account-environment';

/** Said before anything is started: which account, and what can happen there. */
export function accountNotice({ accountSid, friendlyName }: StartAccount, environment: string): string {
  const name = friendlyName === undefined ? 'its name is not shown to this key' : `"${friendlyName}"`;
  return [
    `This is a real account: ${accountSid}, ${name}, environment ${environment}.`,
    'Chats that are opened here are real: conversations, executions of Studio, tasks for your agents, entries in Sync. They',
    'count and cost like any others. Nothing is deployed, and no flow is published.',
  ].join('\n');
}

/** Said when it runs: Twilio can't reach this machine, so some of the Functions run elsewhere. */
export function reachNotice({ deployedDomain }: StartAccount): string {
  if (deployedDomain === undefined) {
    return [
      'No Functions of this environment are deployed, and Twilio cannot reach this machine:',
      '  - no webhook arrives: nobody tells the customer that an agent left, and tasks do not end with their chats',
      '  - a flow cannot call its Functions, so nothing is handed over',
      '`npm run deploy` deploys them.',
    ].join('\n');
  }
  return [
    `Twilio cannot reach this machine, so it goes on calling the deployed Functions at ${deployedDomain}:`,
    '  - webhooks and the workspace’s event callback run there, as they were deployed; changes in src/ do not reach them',
    '  - what a flow calls (/studio/…) runs there too',
    'What pages call runs here, as you save it. Both must have the same SESSION_SECRETS and IDENTITY_SECRET.',
  ].join('\n');
}
