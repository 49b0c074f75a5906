import { setTimeout as pause } from 'node:timers/promises';
import Twilio from 'twilio/lib/rest/Twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import { signature } from '../../local-twilio/src/webhooks/signature';
import { EVENT_CALLBACK_FILTER } from '../../tools/functions-environment';
import type { Answer, House } from './house';

/** Something done by REST on the account of a house, with the real helper library. */
export function onAccount<Result>(house: House, work: (client: Twilio) => Promise<Result>): Promise<Result> {
  const { accountSid, apiKey, apiSecret } = house.twilio.account;
  return runWithTwilioPort(house.twilio.port, () =>
    work(new Twilio(apiKey, apiSecret, { accountSid, keepAlive: false })),
  );
}

/** Every task there is, with its attributes parsed. */
export async function tasksOf(house: House): Promise<{ status: string; attributes: Record<string, unknown> }[]> {
  const tasks = await onAccount(house, ({ taskrouter }) =>
    taskrouter.v1.workspaces(house.twilio.account.workspaceSid).tasks.list(),
  );
  return tasks.map(({ assignmentStatus, attributes }) => ({
    status: assignmentStatus,
    attributes: JSON.parse(attributes) as Record<string, unknown>,
  }));
}

/** Sets the workspace's one event callback, for the events that README.md names. */
export async function setEventCallback(house: House, url: string): Promise<void> {
  await onAccount(house, ({ taskrouter }) =>
    taskrouter.v1
      .workspaces(house.twilio.account.workspaceSid)
      .update({ eventCallbackUrl: url, eventsFilter: EVENT_CALLBACK_FILTER }),
  );
}

/** https, as Twilio would be told, at the house's own address. */
export const httpsUrl = (house: House, path: string) => `https://${new URL(house.url).host}${path}`;

/** Sends a form as Twilio does: signed. */
export async function signed(
  house: House,
  path: string,
  params: Record<string, string>,
): Promise<Answer<Record<string, unknown>>> {
  const response = await fetch(house.url + path, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature(house.twilio.account.authToken, httpsUrl(house, path), params) },
    body: new URLSearchParams(params),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** Waits until no flow runs on a conversation, and every webhook that is on its way has been answered. */
export async function flowsHaveEnded(house: House, conversationSid: string): Promise<void> {
  await eventually(`the flows on ${conversationSid} end`, () =>
    house.twilio.studio.executions(conversationSid).every(({ status }) => status === 'ended'),
  );
}

/** Waits until our webhook has answered an event of this type; about this conversation, where one is named. */
export async function webhookHasAnswered(house: House, eventType: string, conversationSid = ''): Promise<void> {
  await eventually(`/webhook answers ${eventType}`, () =>
    house.twilio.requests
      .all()
      .some(
        ({ direction, requestBody: body }) =>
          direction === 'webhook' && body.includes(`EventType=${eventType}`) && body.includes(conversationSid),
      ),
  );
}

/** Often enough to lose no time, and seldom enough to leave it to those who do the work. */
const LOOK_MS = 5;

/** For what has no event of its own. */
export async function eventually(what: string, isSo: () => boolean): Promise<void> {
  const limit = Date.now() + 30_000;
  while (!isSo()) {
    if (Date.now() > limit) throw new Error(`Did not happen within 30 s: ${what}`);
    await pause(LOOK_MS);
  }
}
