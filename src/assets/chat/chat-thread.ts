import type { ChatModel } from './chat-model';
import type { PresentParticipant } from './connection-listener';
import type { ConversationConnection } from './conversation-connection';
import { Outbox } from './outbox';
import { Presences } from './presences';
import type { SessionStore, StoredChat } from './session-store';
import { toNotice, toStored } from './stored-notice';
import { type ReceivedMessage, Transcript } from './transcript';

export interface ChatThreadOptions {
  model: ChatModel;
  store: SessionStore;
  /** Undefined while nothing can be sent. */
  connection: () => ConversationConnection | undefined;
  /** Keeps it for a reload and for other tabs. */
  remember: (change: Partial<StoredChat>) => void;
  nameGraceMs: number;
}

/** What one chat consists of: its lines, its people, what is read, what waits to be sent. Several openings share it. */
export class ChatThread {
  readonly transcript = new Transcript();
  readonly outbox: Outbox;
  readonly #presences: Presences;
  readonly #options: ChatThreadOptions;
  #lastRead = -1;
  #closed = false;

  constructor(options: ChatThreadOptions) {
    this.#options = options;
    const { model, store, connection, nameGraceMs } = options;
    const { transcript } = this;
    this.outbox = new Outbox({
      transcript,
      store,
      sender: () => {
        const sender = connection();
        return sender && ((message) => sender.send(message));
      },
      onChange: () => this.#show(),
    });
    this.#presences = new Presences({
      transcript,
      people: () => model.state,
      onChange: (change) => {
        this.#show(change);
        // Who types is news for a moment only.
        if (Object.keys(change).some((name) => name !== 'typing')) this.#remember();
      },
      nameGraceMs,
    });
  }

  /** What is known of the chat from before. */
  recall({ people, notices = [], agentReadIndex = -1, verified = false }: StoredChat): void {
    const { state } = this.#options.model;
    for (const notice of notices) this.transcript.setNotice(toNotice(notice));
    this.transcript.readByAgent(agentReadIndex);
    this.#show({
      people: { ...people, ...state.people },
      agentReadIndex: Math.max(agentReadIndex, state.agentReadIndex),
      verified: verified || state.verified,
    });
  }

  participants(participants: PresentParticipant[]): void {
    this.#presences.begin(participants);
  }

  participant(participant: PresentParticipant): void {
    this.#presences.isHere(participant);
  }

  participantLeft(sid: string): void {
    this.#presences.hasLeft(sid);
  }

  typing(identity: string, typing: boolean): void {
    this.#presences.types(identity, typing);
  }

  receive(messages: ReceivedMessage[]): void {
    const { model } = this.#options;
    const { lastIndex = -1 } = this.transcript;
    const fresh = messages.filter(({ index }) => !this.transcript.has(index));
    const received = messages.map((message) => this.transcript.receive(message));
    for (const { identity } of fresh) this.#presences.hasWritten(identity);
    this.#show({ unread: this.#unread() });
    if (model.state.phase !== 'open') return;
    for (const message of received) if (message.index > lastIndex) model.emit('message', message);
  }

  remove(index: number): void {
    this.transcript.remove(index);
    this.#show({ unread: this.#unread() });
  }

  /** Everything of this index and before has been seen, here or in another tab. */
  readUpTo(index: number): void {
    this.#lastRead = Math.max(this.#lastRead, index);
    this.#show({ unread: this.#unread() });
  }

  /** The last index, when it has not been read yet. */
  get unreadIndex(): number | undefined {
    const { lastIndex = -1 } = this.transcript;
    return this.#options.model.state.unread > 0 && lastIndex > this.#lastRead ? lastIndex : undefined;
  }

  loadingEarlier(): void {
    this.#show({ loadingEarlier: true });
  }

  hasEarlier(hasEarlier: boolean): void {
    this.transcript.hasEarlier = hasEarlier;
    this.#show({ hasEarlier, loadingEarlier: false });
  }

  close(): void {
    this.#closed = true;
    this.#presences.close();
    this.outbox.close();
  }

  #unread(): number {
    return this.#options.model.state.phase === 'open' ? this.transcript.countUnread(this.#lastRead) : 0;
  }

  #remember(): void {
    const { people, agentReadIndex } = this.#options.model.state;
    this.#options.remember({ people, agentReadIndex, notices: toStored(this.transcript.notices) });
  }

  #show(change: Parameters<ChatModel['update']>[0] = {}): void {
    if (!this.#closed) this.#options.model.update({ ...change, entries: this.transcript.entries() });
  }
}
