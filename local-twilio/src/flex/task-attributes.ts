import type { Assumptions } from '../assumptions';
import { badRequest } from '../http/errors';
import type { Channel } from './resources';

/**
 * What Flex adds to the attributes of an Interaction's task. The three SIDs are Flex's own; the rest stands only where
 * the caller said nothing.
 * @see https://www.twilio.com/docs/flex/developer/conversations/interactions-api
 */
export function taskAttributes(
  given: Record<string, unknown>,
  channel: Channel,
  inviteSid: string,
  assumptions: Assumptions,
) {
  return {
    channelType: channel.type,
    direction: channel.initiatedBy === 'agent' ? 'outbound' : 'inbound',
    initiatedBy: channel.initiatedBy,
    ...(assumptions.tasksCarryConversationSid && {
      conversationSid: channel.conversationSid,
      channelSid: channel.conversationSid,
    }),
    ...given,
    flexInteractionSid: channel.interactionSid,
    flexInteractionChannelSid: channel.sid,
    flexChannelInviteSid: inviteSid,
  };
}

/** Attributes come as an object or as JSON text. */
export function readAttributes(value: unknown): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  let parsed = value;
  if (typeof value === 'string') {
    try {
      parsed = JSON.parse(value);
    } catch {
      throw badRequest(20001, 'routing.properties.attributes is not JSON');
    }
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw badRequest(20001, 'routing.properties.attributes must be an object');
  }
  return parsed as Record<string, unknown>;
}
