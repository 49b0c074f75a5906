/** Where a call comes back to the flow that gave it away: https://www.twilio.com/docs/studio/widget-library/twiml-redirect */
const PATH = /^\/v1\/Accounts\/(AC[0-9a-f]{32})\/Flows\/(FW[0-9a-f]{32})$/i;

/** FW… of a Studio flow's own address, for a request with FlowEvent=return. Undefined: it is another address. */
export function returningTo(url: string, accountSid: string): string | undefined {
  const { hostname, pathname, searchParams } = new URL(url);
  const [, account, flow] = PATH.exec(pathname) ?? [];
  const isReturn = hostname === 'webhooks.twilio.com' && searchParams.get('FlowEvent') === 'return';
  return isReturn && account === accountSid ? flow : undefined;
}
