import { parseObject } from '../json/parse-object';
import type { Participant } from '../twilio/conversations';
import type { Attachment, Message } from '../twilio/messages';

/** A message as a front end without the SDK is told of it. */
export interface ToldMessage {
  messageSid: string;
  index: number;
  /** `assistant`: a flow or a Function. */
  from: 'me' | 'agent' | 'assistant';
  /** The agent's public name, while the agent is in the conversation. */
  name?: string;
  text: string;
  attachments: Attachment[];
  /** ISO 8601. */
  at: string;
}

/** @param identity of the customer, who is `me` */
export function toldMessage(message: Message, identity: string, participants: readonly Participant[]): ToldMessage {
  const { sid, index, author, text, attachments, createdAt } = message;
  const from = author === identity ? 'me' : message.byParticipant ? 'agent' : 'assistant';
  const name =
    from === 'agent' ? publicName(participants.find((participant) => participant.identity === author)) : undefined;
  return {
    messageSid: sid,
    index,
    from,
    ...(name !== undefined && { name }),
    text,
    attachments,
    at: createdAt.toISOString(),
  };
}

/** It stands in the participant's attributes, as the agent's profile was published there. */
function publicName(participant: Participant | undefined): string | undefined {
  const profile = parseObject(participant?.attributes ?? '{}').public as { name?: unknown } | null | undefined;
  return typeof profile?.name === 'string' ? profile.name : undefined;
}
