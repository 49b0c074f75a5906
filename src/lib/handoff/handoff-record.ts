import type { HandoffNote } from '../handoff-note/handoff-note';
import { Documents, type Stored } from '../state/documents';
import type { ScopedWebhook } from '../twilio/conversations';
import type { NewInteraction } from '../twilio/interactions';
import type {
  ConversationSid,
  ExecutionSid,
  FlowSid,
  InteractionChannelSid,
  InteractionSid,
  TaskSid,
} from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

/** Longer than any chat; what is over is removed at its end. */
const TTL_SECONDS = 30 * 24 * 3600;

/** For words to the customer. */
export interface Spoken {
  site: string;
  locale: string;
}

interface Talk extends Spoken {
  flowSid: FlowSid;
  /** The flow's execution that holds the claim. */
  executionSid: ExecutionSid;
}

/** A flow is talking with the customer, or just asking Flex. */
export interface Claimed extends Talk {
  state: 'claimed';
  /** In bridge mode: what the flow asked before it ended. Its answer starts the next flow. */
  asked?: 'offer' | 'topic';
  /** The message (IM…) upon which it asked. */
  askedUpon?: string;
}

/** What /conversation-handoff has to remember of a hand-off from its first call to its end. */
export interface HandoffRequest {
  /** In the attributes of its task, as `handoffId`: tells this hand-off's task from others of the same conversation. */
  id: string;
  /** From when on Flex may be asked again if its answer was lost: milliseconds since 1970. */
  askAgainAt: number;
  channelType: NewInteraction['channelType'];
  /** JSON text, the same for every attempt. */
  taskAttributes: string;
  /** In full, where the task has room for its beginning alone. */
  summary?: string | undefined;
  /** What a bot told, as far as a Sync document has room. */
  note?: HandoffNote | undefined;
  /** What answered the customer until now, as it was: removed when the task is there, put back when nobody takes it. */
  bot: ScopedWebhook[];
  /** Participants (MB…) who were in before: whoever is none of them is an agent. */
  others: string[];
  /** The task that Flex announced. */
  taskSid?: TaskSid | undefined;
  /** Who told the customer that an agent was asked, so that it happens once. */
  told?: string;
  /** Who gives the conversation back to the bot, and since when (milliseconds since 1970). */
  handingBack?: { by: string; since: number };
}

/** /conversation-handoff asks Flex, or has asked: its task was not seen yet. */
export interface RequestedHandoff extends Spoken {
  state: 'requested';
  request: HandoffRequest;
  /** Missing while Flex is asked, and when its answer was lost. */
  interactionSid?: InteractionSid | undefined;
  channelSid?: InteractionChannelSid | undefined;
}

/** Flex has the conversation. */
export interface OpenedHandoff extends Spoken {
  state: 'opened';
  /** The flow that handed it over. */
  flowSid?: FlowSid;
  executionSid?: ExecutionSid;
  /** What /conversation-handoff remembers, if that handed it over. */
  request?: HandoffRequest;
  interactionSid: InteractionSid;
  /** Missing when Flex could not say at the time. */
  channelSid?: InteractionChannelSid | undefined;
  /** Nobody is left, and the customer is being told: by whom, so that it happens once. */
  ending?: string;
}

/** Where the hand-off of a conversation stands. One Sync document each, created once: it is the lock. */
export type Handoff = Claimed | RequestedHandoff | OpenedHandoff;

/** One that /conversation-handoff asked for. */
export type AskedHandoff = RequestedHandoff | (OpenedHandoff & { request: HandoffRequest });

export type StoredHandoff = Stored<Handoff>;
export type HandoffRecords = Documents<Handoff>;

export function handoffRecords(sync: TwilioParts['sync'], now: () => number): HandoffRecords {
  return new Documents<Handoff>(sync, (conversationSid) => `handoff.${conversationSid}`, TTL_SECONDS, now);
}

export function isAsked(handoff: StoredHandoff | undefined): handoff is Stored<AskedHandoff> {
  return handoff !== undefined && handoff.value.state !== 'claimed' && handoff.value.request !== undefined;
}

/** Has a flow been here? Then its webhook must not be added again. */
export async function isHandedOver(records: HandoffRecords, conversationSid: ConversationSid): Promise<boolean> {
  return (await records.read(conversationSid)) !== undefined;
}
