import { RequestError } from '../http/errors';
import type { Conversation } from '../twilio/conversations';
import type { ConversationSid, FlowSid, RoleSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { UpstreamError } from '../twilio/upstream-error';
import { WEBHOOK_EVENTS } from '../webhook-events';

/** In bridge mode also what is said. */
const BRIDGE_EVENTS = [...WEBHOOK_EVENTS, 'onMessageAdded'];

/**
 * As long as another request with the same id is likely to be still setting this conversation up. One that takes longer
 * leaves a webhook twice, which costs a request and harms nothing: the claim on the hand-off lets one flow through.
 */
export const OTHERS_AT_WORK_MS = 2000;
const LOOK_AGAIN_MS = 300;

export interface SetUp {
  twilio: Pick<TwilioParts, 'conversations' | 'sync'>;
  /** With the time that is kept for undoing. */
  undo: Pick<TwilioParts, 'conversations'>;
  flowSid: FlowSid;
  roleSid: RoleSid | undefined;
  bridge?: boolean;
  /** https://DOMAIN/webhook */
  webhookUrl: string;
  /** Has the flow been here already? Then its webhook is gone for good. */
  handedOver: (conversationSid: ConversationSid) => Promise<boolean>;
  now: () => number;
  pause: (milliseconds: number) => Promise<void>;
}

/**
 * Gives a conversation its customer, its flow and our own webhook: side by side when it is `new`; otherwise only what
 * is missing, since a second webhook would make everything happen twice.
 *
 * @param origin `new`: made by this request. `perhaps-new`: made by this request, but the answer was lost. `found`: made
 *   by another one, which may still be at work.
 * @throws RequestError 502 set_up_refused (a new conversation is removed again), UpstreamError
 */
export async function setUpConversation(
  context: SetUp,
  conversation: Conversation,
  identity: string,
  origin: 'new' | 'perhaps-new' | 'found',
): Promise<void> {
  const { conversations } = context.twilio;
  const { sid } = conversation;
  const participant = () => conversations.addParticipant(sid, { identity, roleSid: context.roleSid });
  const studio = () => conversations.addStudioWebhook(sid, context.flowSid);
  const events = () =>
    conversations.addEventWebhook(sid, context.webhookUrl, context.bridge ? BRIDGE_EVENTS : WEBHOOK_EVENTS);
  if (origin === 'new') {
    await allOrUndo(context, sid, [participant(), studio(), events()]);
    return;
  }
  const [missing] = await Promise.all([missingWebhooks(context, conversation, origin === 'found'), participant()]);
  await Promise.all([missing.studio ? studio() : undefined, missing.events ? events() : undefined]);
}

/** A refusal is permanent: what we made is of no use, and goes. Everything else a repeat completes, or the timers end. */
async function allOrUndo(context: SetUp, sid: ConversationSid, steps: Promise<void>[]): Promise<void> {
  const failures = (await Promise.allSettled(steps))
    .filter((step) => step.status === 'rejected')
    .map(({ reason }) => reason);
  const refusal = failures.find((reason) => reason instanceof UpstreamError && reason.kind === 'refused');
  if (refusal instanceof UpstreamError) {
    await context.undo.conversations.remove(sid).catch(() => undefined);
    throw new RequestError(
      502,
      'set_up_refused',
      `Twilio refused to set the conversation up (${refusal.code || refusal.status}). Check STUDIO_FLOW_SID and CUSTOMER_ROLE_SID.`,
    );
  }
  if (failures.length > 0) throw failures[0];
}

async function missingWebhooks(context: SetUp, { sid, createdAt }: Conversation, othersMayWork: boolean) {
  const [handedOver, first] = await Promise.all([context.handedOver(sid), look(context, sid)]);
  let missing = first;
  while (
    othersMayWork &&
    !handedOver &&
    (missing.studio || missing.events) &&
    context.now() - createdAt.getTime() < OTHERS_AT_WORK_MS
  ) {
    await context.pause(LOOK_AGAIN_MS);
    missing = await look(context, sid);
  }
  return { studio: missing.studio && !handedOver, events: missing.events };
}

async function look({ twilio, webhookUrl }: SetUp, sid: ConversationSid) {
  const webhooks = await twilio.conversations.webhooks(sid);
  return {
    studio: !webhooks.some(({ target }) => target === 'studio'),
    events: !webhooks.some(({ target, url }) => target === 'webhook' && url === webhookUrl),
  };
}
