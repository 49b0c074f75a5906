import { participantWithIdentity } from './conversation';
import type { StoredMedia } from './media-store';
import type { ConversationsModel } from './model';

export interface MessageRef {
  conversationSid: string;
  messageSid: string;
}

/** In which messages files have been sent, and who may therefore see them. */
export class MediaSharing {
  constructor(private readonly model: ConversationsModel) {}

  /** The first message with this file. */
  sentIn(media: StoredMedia): MessageRef | undefined {
    return this.#messagesWith(media).next().value;
  }

  /** Its author, and who is in a conversation where it was sent. */
  isVisible(media: StoredMedia, identity: string): boolean {
    if (media.author === identity) return true;
    for (const { conversationSid } of this.#messagesWith(media)) {
      if (participantWithIdentity(this.model.get(conversationSid), identity)) return true;
    }
    return false;
  }

  *#messagesWith({ sid }: StoredMedia): Generator<MessageRef, undefined> {
    for (const conversation of this.model.all()) {
      for (const message of conversation.messages.values()) {
        if (message.media.some((media) => media.sid === sid)) {
          yield { conversationSid: conversation.sid, messageSid: message.sid };
        }
      }
    }
  }
}
