import type { ChatAttachment } from './attachments';
import type { ChatEntry, ChatMessage, ChatNotice } from './chat-state';
import { ReceivedMessages, type SentMessage } from './received-messages';
import { ownKey, type UnsentEntry, UnsentMessages } from './unsent-messages';
import type { VideoInvitation } from './video-invitation';

export interface ReceivedMessage {
  index: number;
  from: ChatMessage['from'];
  identity: string;
  text: string;
  attachments: readonly ChatAttachment[];
  at: Date;
  videoInvitation?: VideoInvitation;
  /** Ours, in the message's attributes: tells which waiting message this one confirms. */
  clientMessageId?: string;
}

/**
 * The lines of a chat in order: Twilio's by index, notices between them by time, and below what is not sent yet.
 * A message that was waiting keeps its key when Twilio confirms it, so that the view moves nothing. Entries that have
 * not changed are the same objects as before.
 */
export class Transcript {
  readonly #received = new ReceivedMessages();
  readonly #unsent = new UnsentMessages();
  readonly #confirmed = new Set<string>();
  /** By time. */
  #notices: ChatNotice[] = [];
  #agentRead = -1;
  #hasEarlier = false;
  /** Until something changes. */
  #entries: readonly ChatEntry[] | undefined;

  /** There are messages before the first one: what happened then has no place to stand yet. */
  set hasEarlier(hasEarlier: boolean) {
    this.#hasEarlier = hasEarlier;
    this.#entries = undefined;
  }

  /** Also right for a repeat, and for an edited text. */
  receive({ clientMessageId: id, ...message }: ReceivedMessage): SentMessage {
    this.#entries = undefined;
    if (id) {
      this.discardUnsent(id);
      this.#confirmed.add(id);
    }
    const { index } = message;
    const own = message.from === 'me';
    const key = this.#received.get(index)?.key ?? (id && own ? ownKey(id) : `message-${index}`);
    const read = own && index <= this.#agentRead;
    const sent: SentMessage = { kind: 'message', key, ...message, status: 'sent', read };
    this.#received.set(sent);
    return sent;
  }

  remove(index: number): void {
    this.#entries = undefined;
    this.#received.remove(index);
  }

  /** An agent has seen everything up to here. */
  readByAgent(upTo: number): void {
    this.#entries = undefined;
    for (const message of this.#received.after(this.#agentRead))
      if (message.from === 'me' && message.index <= upTo) this.#received.set({ ...message, read: true });
    this.#agentRead = Math.max(this.#agentRead, upTo);
  }

  /** Shows at once what the customer has written. Not again when Twilio has it already. */
  addUnsent(message: Omit<UnsentEntry, 'status'>, status: UnsentEntry['status'] = 'sending'): void {
    if (this.#confirmed.has(message.clientMessageId)) return;
    this.#entries = undefined;
    this.#unsent.set({ ...message, status });
  }

  setUnsentStatus(clientMessageId: string, status: UnsentEntry['status']): void {
    this.#entries = undefined;
    this.#unsent.setStatus(clientMessageId, status);
  }

  discardUnsent(clientMessageId: string): void {
    this.#entries = undefined;
    this.#unsent.delete(clientMessageId);
  }

  /** In the order of writing. */
  unsent(): UnsentEntry[] {
    return this.#unsent.all();
  }

  get notices(): readonly ChatNotice[] {
    return this.#notices;
  }

  /** In the place of the one with the same key, if there is one. */
  setNotice(notice: ChatNotice): void {
    this.#entries = undefined;
    const others = this.#notices.filter(({ key }) => key !== notice.key);
    this.#notices = [...others, notice].sort((one, other) => one.at.getTime() - other.at.getTime());
  }

  removeNotice(key: string): void {
    this.#entries = undefined;
    this.#notices = this.#notices.filter((notice) => notice.key !== key);
  }

  /** Now, but never before the last line that Twilio has, whatever this computer's clock says. */
  now(): Date {
    return new Date(Math.max(Date.now(), this.#received.last?.at.getTime() ?? 0));
  }

  has(index: number): boolean {
    return this.#received.get(index) !== undefined;
  }

  get lastIndex(): number | undefined {
    return this.#received.last?.index;
  }

  countUnread(lastRead: number): number {
    return this.#received.after(lastRead).filter(({ from }) => from !== 'me').length;
  }

  entries(): readonly ChatEntry[] {
    this.#entries ??= this.#merged();
    return this.#entries;
  }

  #merged(): ChatEntry[] {
    const first = this.#received.all[0]?.at;
    const notices = this.#notices.filter(({ at }) => !(this.#hasEarlier && first && at < first));
    const entries: ChatEntry[] = [];
    let next = 0;
    for (const message of this.#received.all) {
      for (let notice = notices[next]; notice && notice.at < message.at; notice = notices[++next]) entries.push(notice);
      entries.push(message);
    }
    return [...entries, ...notices.slice(next), ...this.#unsent.entries()];
  }
}
