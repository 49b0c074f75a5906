import type { ChatEntry, ChatMessage, ChatNotice } from './chat-state';

export interface ReceivedMessage {
  index: number;
  from: ChatMessage['from'];
  identity: string;
  text: string;
  at: Date;
  /** Ours, in the message's attributes: tells which waiting message this one confirms. */
  clientMessageId?: string;
}

export interface UnsentMessage {
  clientMessageId: string;
  text: string;
  at: Date;
}

const OWN = 'own-';

/** From the key of one of our own entries. */
export const toClientMessageId = (key: string): string => key.slice(OWN.length);

/**
 * The lines of a chat in order: Twilio's by index, notices between them by time, and below what is not sent yet.
 * A message that was waiting keeps its key when Twilio confirms it, so that the view moves nothing.
 */
export class Transcript {
  readonly #received = new Map<number, ChatMessage>();
  readonly #unsent = new Map<string, ChatMessage>();
  readonly #confirmed = new Set<string>();
  readonly #notices: ChatNotice[] = [];

  /** Also right for a repeat, and for an edited text. */
  receive(message: ReceivedMessage): void {
    const id = message.clientMessageId;
    if (id) {
      this.#unsent.delete(id);
      this.#confirmed.add(id);
    }
    const known = this.#received.get(message.index);
    this.#received.set(message.index, {
      kind: 'message',
      key: known?.key ?? (id && message.from === 'me' ? OWN + id : `message-${message.index}`),
      index: message.index,
      from: message.from,
      identity: message.identity,
      text: message.text,
      at: message.at,
      status: 'sent',
    });
  }

  remove(index: number): void {
    this.#received.delete(index);
  }

  /** Shows at once what the customer has written. Not again when Twilio has it already. */
  addUnsent(message: UnsentMessage, status: 'sending' | 'failed' = 'sending'): void {
    if (this.#confirmed.has(message.clientMessageId)) return;
    this.#unsent.set(message.clientMessageId, {
      kind: 'message',
      key: OWN + message.clientMessageId,
      from: 'me',
      identity: '',
      text: message.text,
      at: message.at,
      status,
    });
  }

  setUnsentStatus(clientMessageId: string, status: ChatMessage['status']): void {
    const message = this.#unsent.get(clientMessageId);
    if (message) this.#unsent.set(clientMessageId, { ...message, status });
  }

  discardUnsent(clientMessageId: string): void {
    this.#unsent.delete(clientMessageId);
  }

  /** In the order of writing. */
  unsent(): (UnsentMessage & { status: ChatMessage['status'] })[] {
    return [...this.#unsent].map(([clientMessageId, { text, at, status }]) => ({ clientMessageId, text, at, status }));
  }

  addNotice(notice: ChatNotice): void {
    if (!this.#notices.some(({ key }) => key === notice.key)) this.#notices.push(notice);
  }

  /** Now, but never before the last line that Twilio has, whatever this computer's clock says. */
  now(): Date {
    return new Date(Math.max(Date.now(), ...[...this.#received.values()].map(({ at }) => at.getTime())));
  }

  has(index: number): boolean {
    return this.#received.has(index);
  }

  get lastIndex(): number | undefined {
    return this.#received.size === 0 ? undefined : Math.max(...this.#received.keys());
  }

  countUnread(lastRead: number): number {
    return [...this.#received.values()].filter(({ from, index }) => from !== 'me' && (index ?? 0) > lastRead).length;
  }

  entries(): ChatEntry[] {
    const entries: ChatEntry[] = [];
    const notices = [...this.#notices].sort((one, other) => one.at.getTime() - other.at.getTime());
    for (const message of [...this.#received.values()].sort((one, other) => (one.index ?? 0) - (other.index ?? 0))) {
      while (notices[0] && notices[0].at < message.at) entries.push(...notices.splice(0, 1));
      entries.push(message);
    }
    return [...entries, ...notices, ...this.#unsent.values()];
  }
}
