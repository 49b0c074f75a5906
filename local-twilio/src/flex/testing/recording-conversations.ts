import { newSid } from '../../account/sids';
import type { Actor } from '../../conversations/events';
import { badRequest } from '../../http/errors';
import type { ConversationSummary, ConversationsPort } from '../../ports';

/** Just enough of Conversations for Flex: who is in, and whether it is open. */
export class RecordingConversations implements ConversationsPort {
  readonly #conversations = new Map<string, ConversationSummary>();
  /** Called when a conversation closes. */
  onClose: (conversationSid: string) => void = () => {};

  create(...identities: string[]): string {
    const sid = newSid('CH');
    const participants = identities.map((identity) => ({ sid: newSid('MB'), identity }));
    this.#conversations.set(sid, { sid, state: 'active', uniqueName: null, attributes: '{}', participants });
    return sid;
  }

  identities(conversationSid: string): (string | null)[] {
    return this.#get(conversationSid).participants.map(({ identity }) => identity);
  }

  find(conversationSid: string): ConversationSummary | undefined {
    return this.#conversations.get(conversationSid);
  }

  addParticipant(conversationSid: string, identity: string, _attributes: string, _actor: Actor): { sid: string } {
    const conversation = this.#get(conversationSid);
    if (conversation.state === 'closed') throw badRequest(50437, 'Conversation is closed');
    const known = conversation.participants.find((participant) => participant.identity === identity);
    if (known) return known;
    const participant = { sid: newSid('MB'), identity };
    conversation.participants.push(participant);
    return participant;
  }

  removeParticipant(conversationSid: string, identity: string): void {
    const conversation = this.#get(conversationSid);
    conversation.participants = conversation.participants.filter((participant) => participant.identity !== identity);
  }

  close(conversationSid: string): void {
    this.#get(conversationSid).state = 'closed';
    this.onClose(conversationSid);
  }

  addMessage(): { sid: string; index: number } {
    throw new Error('Flex writes no messages');
  }

  removeStudioWebhooks(): void {
    throw new Error('Flex removes no webhooks');
  }

  #get(sid: string): ConversationSummary {
    const conversation = this.#conversations.get(sid);
    if (!conversation) throw badRequest(50350, `No conversation ${sid}`);
    return conversation;
  }
}
