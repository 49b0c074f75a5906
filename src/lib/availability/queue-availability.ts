import * as v from 'valibot';
import type { Site } from '../../sites/site';
import { RequestError } from '../http/errors';
import type { ConversationSid, QueueSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { UpstreamError } from '../twilio/upstream-error';
import type { ContainerMemory } from './container-memory';
import { estimateWait } from './estimate-wait';
import { findQueue } from './find-queue';
import { openingOf } from './opening';
import { pollAfter } from './poll-after';
import { BEING_READ, type Seen, sharedSnapshot } from './shared-snapshot';
import type { SiteClosing } from './site-closing';

export const AvailabilityInput = v.strictObject({
  site: v.optional(v.pipe(v.string(), v.maxLength(64))),
  queue: v.optional(v.pipe(v.string(), v.maxLength(64))),
  session: v.optional(v.pipe(v.string(), v.maxLength(4096))),
});

export interface Availability {
  /** Can somebody take another chat? Null: Twilio cannot say at the moment. */
  available: boolean | null;
  /** By the site's opening hours, and by hand. */
  open: boolean;
  /** Chats that nobody has accepted. */
  waiting: number | null;
  /** From the own place in the queue, or else from its end; see estimateWait. */
  estimatedWaitSeconds: number | null;
  /** Of the session's own conversation, 1 for the next one; null: beyond 50, or it waits for nobody. */
  position?: number | null;
  /** ISO 8601, when closed and known. */
  opensAt?: string;
  /** When to ask again; different for everybody, see pollAfter. */
  pollAfterSeconds: number;
}

export interface AvailabilityContext {
  twilio: Pick<TwilioParts, 'taskRouter' | 'sync'>;
  memory: ContainerMemory;
  /** TASKROUTER_QUEUE_SID: of sites that name no queue. */
  queueSid: QueueSid;
  /** Is the site closed by hand? Never rejects. */
  closing: (site: Site) => Promise<SiteClosing | undefined>;
  now: () => number;
  random: () => number;
  pause: (milliseconds: number) => Promise<void>;
  note: (facts: { problem: string }) => void;
}

export interface AvailabilityQuestion {
  site: Site;
  /** Friendly name; absent: the site's own. */
  queue?: string;
  /** Of the session that asks, to be told its place. */
  conversationSid?: ConversationSid;
}

/**
 * Is it open, can somebody take a chat, and how long does it take? What Twilio cannot say is null. Mostly no call, or one
 * to Sync; once in 10 s somebody reads the queue for everybody.
 *
 * @throws RequestError 400 queue_unknown, 502 queue_missing
 */
export async function queueAvailability(
  context: AvailabilityContext,
  { site, queue, conversationSid }: AvailabilityQuestion,
): Promise<Availability> {
  // A page asks again: it does not keep an execution waiting for another one.
  const looking = lookAt(context, { site, queue, waits: false });
  const [seen, closing] = await Promise.all([looking, context.closing(site)]);
  return describe(context, { site, seen, closing, conversationSid });
}

/** The same for a flow, which has to go on: a queue that is not there is noted, and nobody knows who is there. */
export async function sitePresence(
  context: AvailabilityContext,
  site: Site,
): Promise<Availability & { closedMessage?: SiteClosing['message'] }> {
  const looking = lookAt(context, { site, waits: true }).catch((error: unknown) => {
    if (!(error instanceof RequestError)) throw error;
    context.note({ problem: error.message });
    return undefined;
  });
  const [seen, closing] = await Promise.all([looking, context.closing(site)]);
  return { ...describe(context, { site, seen, closing }), closedMessage: closing?.message };
}

interface Look {
  site: Site;
  queue?: string;
  /** For another one who reads the queue just now. */
  waits: boolean;
}

async function lookAt({ twilio, pause, ...rest }: AvailabilityContext, { site, queue, waits }: Look): Promise<Seen> {
  const context = { ...rest, ...twilio, ...(waits && { pause }) };
  try {
    return await sharedSnapshot(context, await findQueue(context, site, queue));
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    rest.note({ problem: `The queue was not found: ${error.message}` });
    return undefined;
  }
}

interface Facts {
  site: Site;
  seen: Seen;
  closing: SiteClosing | undefined;
  conversationSid?: ConversationSid;
}

function describe({ now, random }: AvailabilityContext, { site, seen, closing, conversationSid }: Facts): Availability {
  const snapshot = seen === BEING_READ ? undefined : seen;
  const place = conversationSid && (snapshot?.order?.indexOf(conversationSid) ?? -1) + 1;
  const waiting = snapshot?.waiting ?? null;
  const position = place || null;
  return {
    available: snapshot?.available ?? null,
    ...openingOf(site, closing, now()),
    waiting,
    estimatedWaitSeconds: snapshot ? estimateWait(snapshot, position ?? undefined) : null,
    ...(conversationSid && { position }),
    pollAfterSeconds: pollAfter({ waiting, position, beingRead: seen === BEING_READ, random: random() }),
  };
}
