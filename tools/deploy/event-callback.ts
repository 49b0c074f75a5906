import type { Twilio } from 'twilio';
import type { Consent } from '../consent';
import { EVENT_CALLBACK_FILTER } from '../functions-environment';
import type { Outcome } from './progress';

/** What a workspace that tells us nothing costs. */
const LOST = `Without it, whether a customer learns at once that the agent has left, or that nobody came, depends on what Flex reports by itself.`;

export interface EventCallbackOptions {
  client: Twilio;
  workspaceSid: string;
  /** https://DOMAIN/webhook */
  url: string;
  consent: Consent;
  /** Only says what it would do. */
  dryRun?: boolean;
}

/**
 * Points the workspace's event callback at our webhook, with consent alone: a workspace has only one, and it may be
 * somebody else's. https://www.twilio.com/docs/taskrouter/api/event
 */
export async function setEventCallback(options: EventCallbackOptions): Promise<Outcome> {
  const { client, workspaceSid, url, consent, dryRun } = options;
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const { eventCallbackUrl, eventsFilter } = await workspace.fetch();
  const isSet = eventCallbackUrl === url;
  if (isSet && sameEvents(eventsFilter)) return { did: 'is set' };
  if (dryRun) {
    return {
      did:
        eventCallbackUrl && !isSet
          ? `belongs to ${eventCallbackUrl}, and would be left alone unless you agree`
          : `would be set to ${url}, if you agree`,
    };
  }
  if (!isSet && !(await consent(question(eventCallbackUrl, url)))) {
    return {
      did: `left alone${eventCallbackUrl ? `: it is ${eventCallbackUrl}` : ''}. ${LOST} --event-callback sets it.`,
    };
  }
  await workspace.update({ eventCallbackUrl: url, eventsFilter: EVENT_CALLBACK_FILTER });
  return { did: 'set', changed: [`event callback of ${workspaceSid}: ${url}${before(eventCallbackUrl, url)}`] };
}

function question(current: string, url: string): string {
  return current
    ? `The workspace's event callback is ${current}, ${ownerOf(current, url)}, which will hear nothing any more. Set it to ${url}?`
    : `The workspace has no event callback. Set it to ${url}? ${LOST}`;
}

/** Environments of one service differ in the suffix of their domains: name-1234-staging.twil.io. */
function ownerOf(current: string, url: string): string {
  const service = (address: string) => /^https:\/\/([\w-]+-\d{4})(?:-[\w-]+)?\.twil\.io\/webhook$/.exec(address)?.[1];
  const ours = service(url);
  return ours && service(current) === ours ? 'of another environment of these Functions' : 'of another program';
}

const before = (current: string, url: string) => (current && current !== url ? ` (was ${current})` : '');

/** Null although the helper library's type says otherwise: a workspace without a filter tells everything. */
const sameEvents = (filter: string | null) =>
  [...(filter ?? '').split(',')].sort().join() === EVENT_CALLBACK_FILTER.split(',').sort().join();
