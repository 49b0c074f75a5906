import type { Client, Participant } from '@twilio/conversations';
import { type AgentProfile, agentProfile } from './agent-profile';
import type { ReceivedMessage } from './transcript';

export interface PresentParticipant {
  /** Another one after leaving and coming back. */
  sid: string;
  identity: string;
  /** Undefined while nothing public is known. */
  profile?: AgentProfile;
  joinedAt?: Date;
  lastReadIndex: number;
}

/** What a connection tells. Nothing is told after its `close()`. */
export interface ConnectionListener {
  /** Everybody who is there, once. */
  onParticipants(participants: PresentParticipant[]): void;
  onParticipant(participant: PresentParticipant): void;
  onParticipantLeft(sid: string): void;
  onMessages(messages: ReceivedMessage[]): void;
  onMessageRemoved(index: number): void;
  onTyping(identity: string, typing: boolean): void;
  /** The customer has read up to here, in this tab or in another one. */
  onOwnRead(index: number): void;
  /** The SDK's own word for the state of its socket. */
  onConnectionState(state: Client['connectionState']): void;
  onTokenAboutToExpire(): void;
  /** The conversation was closed, or we are no longer in it. */
  onClosed(): void;
}

/** Undefined for the customer, and for whoever has no chat identity. */
export function presentParticipant(participant: Participant, ownIdentity: string): PresentParticipant | undefined {
  const { sid, identity, attributes, dateCreated, lastReadMessageIndex } = participant;
  if (!identity || identity === ownIdentity) return undefined;
  const profile = agentProfile(attributes);
  return { sid, identity, profile, joinedAt: dateCreated ?? undefined, lastReadIndex: lastReadMessageIndex ?? -1 };
}
