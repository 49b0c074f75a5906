import * as v from 'valibot';
import { HandoffNote } from '../handoff-note/handoff-note';
import { CHANNEL_TYPES } from '../twilio/interactions';
import { ConversationSid, WebhookSid, WorkerSid } from '../twilio/sids';

const text = (maximum: number) => v.pipe(v.string(), v.trim(), v.maxLength(maximum));

/** What an agent is asked for. */
const HandoffWish = v.strictObject({
  /** What a bot tells the agent, whole; a field that stands beside it as well counts there. For servers. */
  note: v.optional(HandoffNote),
  /** A word or two; workflows may match it. */
  topic: v.optional(text(100)),
  /** What was said so far, for the agent. */
  summary: v.optional(text(4000)),
  /** Why a person is needed. */
  reason: v.optional(text(200)),
  /** One of the site's `handoffQueues`. */
  queue: v.optional(text(64)),
  /** To whom it is offered first, where the workflow says so. */
  lastAgentSid: v.optional(WorkerSid),
  /** A video call is wanted from the beginning: TASKROUTER_VIDEO_WORKFLOW_SID routes it. */
  video: v.optional(v.boolean(), false),
  /** Kind of media of a conversation that is not of our making. */
  channelType: v.optional(v.picklist(CHANNEL_TYPES)),
  bot: v.optional(
    v.strictObject({
      /** The one scoped webhook that is the bot; otherwise all that are not ours. */
      webhookSid: v.optional(WebhookSid),
    }),
  ),
});

/** Of a conversation that is not of our making, where no seal says it. */
const GivenCustomer = v.strictObject({
  /** How the customer is known to the agent: a chat identity, a phone number. */
  identity: v.pipe(v.string(), v.regex(/^[\x20-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters')),
  name: v.optional(text(100)),
  verified: v.optional(v.boolean(), false),
});

export const HandOverInput = v.strictObject({
  session: v.optional(v.pipe(v.string(), v.maxLength(4096))),
  conversationSid: v.optional(ConversationSid),
  site: v.optional(v.pipe(v.string(), v.maxLength(64))),
  locale: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(35),
      v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'must be a language tag such as de-AT'),
    ),
  ),
  customer: v.optional(GivenCustomer),
  handoff: v.optional(HandoffWish, {}),
});

export type HandOverInput = v.InferOutput<typeof HandOverInput>;
