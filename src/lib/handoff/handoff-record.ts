import { Documents, type Stored } from '../state/documents';
import type { ConversationSid, ExecutionSid, FlowSid, InteractionChannelSid, InteractionSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

/** Longer than any chat; what is over is removed at its end. */
const TTL_SECONDS = 30 * 24 * 3600;

interface Talk {
  flowSid: FlowSid;
  /** The flow's execution that holds the claim. */
  executionSid: ExecutionSid;
  /** For words to the customer. */
  site: string;
  locale: string;
}

/** A flow is talking with the customer, or just asking Flex. */
export interface Claimed extends Talk {
  state: 'claimed';
}

/** Flex has the conversation. */
export interface OpenedHandoff extends Talk {
  state: 'opened';
  interactionSid: InteractionSid;
  /** Missing when Flex could not say at the time. */
  channelSid?: InteractionChannelSid;
  /** Nobody is left, and the customer is being told: by whom, so that it happens once. */
  ending?: string;
}

/** Where the hand-off of a conversation stands. One Sync document each, created once: it is the lock. */
export type Handoff = Claimed | OpenedHandoff;

export type StoredHandoff = Stored<Handoff>;
export type HandoffRecords = Documents<Handoff>;

export function handoffRecords(sync: TwilioParts['sync'], now: () => number): HandoffRecords {
  return new Documents<Handoff>(sync, (conversationSid) => `handoff.${conversationSid}`, TTL_SECONDS, now);
}

/** Has a flow been here? Then its webhook must not be added again. */
export async function isHandedOver(records: HandoffRecords, conversationSid: ConversationSid): Promise<boolean> {
  return (await records.read(conversationSid)) !== undefined;
}
