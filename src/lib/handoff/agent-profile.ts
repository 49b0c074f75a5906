import { parseObject } from '../json/parse-object';
import type { ConversationSid } from '../twilio/sids';
import type { Worker } from '../twilio/taskrouter';
import type { TwilioParts } from '../twilio/twilio';

/** What a customer may know of an agent; stands in the participant's attributes as `public`. */
export interface AgentProfile {
  name: string;
  /** URL of a picture. */
  avatar?: string;
}

type ProfileSource = Pick<Worker, 'attributes'>;

/**
 * Puts an agent's public name and picture where the customer's page finds them. They come from the worker's attributes
 * `public_name` and `avatar_url`; without a public name, from the first word of `full_name`.
 *
 * @param worker undefined: nobody knows the agent's worker
 */
export async function publishAgentProfile(
  { conversations }: Pick<TwilioParts, 'conversations'>,
  conversationSid: ConversationSid,
  identity: string,
  worker: ProfileSource | undefined | Promise<ProfileSource | undefined>,
): Promise<void> {
  const [participant, found] = await Promise.all([conversations.participant(conversationSid, identity), worker]);
  const profile = found && toProfile(found.attributes);
  if (!participant || !profile) return;
  const current = parseObject(participant.attributes);
  if (JSON.stringify(current.public) === JSON.stringify(profile)) return;
  const merged = JSON.stringify({ ...current, public: profile });
  await conversations.setParticipantAttributes(conversationSid, participant.sid, merged);
}

function toProfile({ public_name, full_name, avatar_url }: Record<string, unknown>): AgentProfile | undefined {
  const fullName = typeof full_name === 'string' ? full_name.split(' ')[0] : undefined;
  const name = typeof public_name === 'string' && public_name !== '' ? public_name : fullName;
  if (!name) return undefined;
  return { name, ...(typeof avatar_url === 'string' && /^https:\/\//.test(avatar_url) && { avatar: avatar_url }) };
}

/** Flex makes an identity from a login by writing what is neither letter nor digit as `_` and its code: `jane_40corp_2Ecom`. */
export function decodeIdentity(identity: string): string {
  return identity.replace(/_([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
