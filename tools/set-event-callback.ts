import type { LocalTwilio } from '../local-twilio/src/local-twilio';
import { EVENT_CALLBACK_FILTER } from './functions-environment';

/** Points the workspace's event callback at our webhook, by REST, as README.md tells those who deploy. */
export async function setEventCallback({ url, account }: LocalTwilio, functionsUrl: string): Promise<void> {
  const response = await fetch(`${url}/__t/taskrouter.twilio.com/v1/Workspaces/${account.workspaceSid}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString('base64')}` },
    body: new URLSearchParams({
      EventCallbackUrl: `https://${new URL(functionsUrl).host}/webhook`,
      EventsFilter: EVENT_CALLBACK_FILTER,
    }),
  });
  if (!response.ok) throw new Error(`The local TaskRouter took no event callback: ${response.status}`);
}
