import type { Actor } from '../../conversations/events';
import { TwilioError } from '../../http/errors';
import type { ConversationsPort, FlexPort, InteractionRequest } from '../../ports';

export const CONVERSATION = `CH${'c'.repeat(32)}`;
export const INTERACTION = `KD${'d'.repeat(32)}`;

export interface SentMessage {
  conversationSid: string;
  author: string;
  body: string;
  attributes?: string;
  actor: Actor;
}

/** Conversations and Flex as Studio sees them: what was asked of them is written down. */
export class RecordingPorts {
  readonly messages: SentMessage[] = [];
  readonly interactions: InteractionRequest[] = [];
  readonly webhooksRemovedFrom: string[] = [];
  /** Set: addMessage throws it. */
  messageError: TwilioError | undefined;
  /** Set: createInteraction throws it. */
  interactionError: TwilioError | undefined;
  readonly #listeners: (() => void)[] = [];

  readonly conversations: ConversationsPort = {
    find: (sid) => ({ sid, state: 'active', uniqueName: null, attributes: '{"topic":"billing"}', participants: [] }),
    addMessage: (conversationSid, message, actor) => {
      if (this.messageError) throw this.messageError;
      this.messages.push({ conversationSid, ...message, actor });
      for (const listener of this.#listeners.splice(0)) listener();
      return { sid: `IM${'e'.repeat(32)}`, index: this.messages.length };
    },
    addParticipant: () => refuse('addParticipant'),
    removeParticipant: () => refuse('removeParticipant'),
    close: () => refuse('close'),
    removeStudioWebhooks: (sid) => {
      this.webhooksRemovedFrom.push(sid);
    },
  };

  readonly flex: FlexPort = {
    createInteraction: (request) => {
      if (this.interactionError) throw this.interactionError;
      this.interactions.push(request);
      return { sid: INTERACTION, channel: { sid: 'UO1' }, routing: { properties: {} } };
    },
  };
}

function refuse(what: string): never {
  throw new TwilioError(500, 20500, `Studio never calls ${what}`);
}
