import { defaultSite } from '../../sites/default';
import { findSite } from '../../sites/sites';
import { wordsFor } from '../../sites/words-for';
import { parseObject } from '../json/parse-object';
import type { Message } from '../twilio/messages';
import type { ConversationSid } from '../twilio/sids';
import { isRefusal } from '../twilio/upstream-error';
import { conversationClosed } from './agent-in-conversation';
import type { VideoCall } from './video-call';
import type { VideoContext } from './video-context';

/** What a page finds in the attributes of the message, to show a button: no more than the message itself says. */
export interface VideoInvitation {
  callId: string;
  code: string;
  joinUrl: string;
  /** ISO 8601. */
  expiresAt: string;
  /** The call has ended, or its code was withdrawn. */
  over?: true;
}

/** Messages among which an invitation is looked for. */
export const LATEST_MESSAGES = 100;

/** The code stands behind `#`: what stands there is never sent to a server, nor on to the next page. */
export function joinUrlOf({ VIDEO_PAGE_URL, DOMAIN_NAME }: VideoContext['config'], code: string): string {
  return `${VIDEO_PAGE_URL ?? `https://${DOMAIN_NAME}/video/index.html`}#code=${code}`;
}

type Said = Pick<Message, 'author' | 'byParticipant' | 'attributes'>;

/** What a message of ours invites to; whoever is in the chat can write the same attributes, and invites to nothing. */
export function invitationIn({ author, byParticipant, attributes }: Said): Partial<VideoInvitation> | undefined {
  if (author !== 'system' || byParticipant) return undefined;
  const { video } = (parseObject(attributes).flexHandoff ?? {}) as { video?: Partial<VideoInvitation> };
  return video;
}

/** Is the invitation to this call and by this code among these messages? */
export const wasInvited = (messages: readonly Said[], { code }: VideoCall): boolean =>
  messages.some((message) => invitationIn(message)?.code === code?.text);

/**
 * Says in the conversation how to join. After somebody was removed a new code is for the agent to pass on: said in the
 * chat, it would reach whoever was removed.
 *
 * @throws RequestError 410 conversation_closed
 */
export async function inviteCustomer(
  { config, twilio }: Pick<VideoContext, 'config' | 'twilio'>,
  conversationSid: ConversationSid,
  { id, site, locale, code, removed }: VideoCall,
): Promise<void> {
  if (!code || removed.length > 0) return;
  const joinUrl = joinUrlOf(config, code.text);
  const words = wordsFor(findSite(site) ?? defaultSite, locale).videoInvitation;
  const text = words.replace('{joinUrl}', joinUrl).replace('{code}', code.text);
  const expiresAt = new Date(code.expiresAt).toISOString();
  const video: VideoInvitation = { callId: id, code: code.text, joinUrl, expiresAt };
  try {
    await twilio.conversations.say(conversationSid, text, JSON.stringify({ flexHandoff: { video } }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await checkChatOpen({ twilio }, conversationSid);
    throw error;
  }
}

/** Where nothing is said, nothing tells that the chat is over: it is asked. @throws RequestError 410 conversation_closed */
export async function checkChatOpen(
  { twilio }: Pick<VideoContext, 'twilio'>,
  conversationSid: ConversationSid,
): Promise<void> {
  const found = await twilio.conversations.fetch(conversationSid);
  if (!found || found.closed) throw conversationClosed();
}
