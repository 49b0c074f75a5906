import { type LocalAttachment, localAttachment } from './attachments';
import type { ChatMessage } from './chat-state';

export interface UnsentEntry {
  clientMessageId: string;
  text: string;
  at: Date;
  file?: File;
  status: ChatMessage['status'];
}

/** A text that survives a reload. Files do not: a page cannot keep them. */
export type UnsentText = Pick<UnsentEntry, 'clientMessageId' | 'text' | 'at'>;

const OWN = 'own-';

/** Of an entry of our own; it stays when Twilio confirms it, so that the view moves nothing. */
export const ownKey = (clientMessageId: string): string => OWN + clientMessageId;

export const toClientMessageId = (key: string): string => key.slice(OWN.length);

/** What the customer has written and Twilio does not have yet, in the order of writing. */
export class UnsentMessages {
  readonly #messages = new Map<string, { entry: UnsentEntry; shown: ChatMessage; attachment?: LocalAttachment }>();

  all(): UnsentEntry[] {
    return [...this.#messages.values()].map(({ entry }) => entry);
  }

  /** As they are shown. */
  entries(): ChatMessage[] {
    return [...this.#messages.values()].map(({ shown }) => shown);
  }

  set(entry: UnsentEntry): void {
    const { clientMessageId: id, text, at, file, status } = entry;
    const attachment = file && localAttachment(file, id);
    const attachments = attachment ? [attachment] : [];
    const own = { kind: 'message', key: ownKey(id), from: 'me', identity: '', read: false } as const;
    this.#messages.set(id, { entry, shown: { ...own, text, attachments, at, status }, attachment });
  }

  setStatus(id: string, status: UnsentEntry['status']): void {
    const message = this.#messages.get(id);
    if (!message) return;
    const { entry, shown, attachment } = message;
    this.#messages.set(id, { entry: { ...entry, status }, shown: { ...shown, status }, attachment });
  }

  delete(id: string): void {
    this.#messages.get(id)?.attachment?.release();
    this.#messages.delete(id);
  }
}
