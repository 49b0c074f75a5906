import { type AttachmentProblem, attachmentProblem } from '../chat/attachments';
import type { ChatSource } from '../chat/chat-owner';
import type { ChatState } from '../chat/chat-state';
import { Emitter } from '../chat/emitter';
import { randomUuid } from '../chat/random-uuid';
import { SessionStore } from '../chat/session-store';

/** A chat that nobody answers: it begins in a given state, and what is typed stays in the page. */
export class DemoChat implements ChatSource {
  readonly store: SessionStore;
  readonly #emitter = new Emitter<{ state: ChatState; message: never; forgotten: undefined }>();
  #state: ChatState;

  constructor(state: ChatState) {
    this.#state = state;
    this.store = new SessionStore({ key: 'demo', shared: memory(), tab: memory() });
    if (state.phase === 'open') {
      this.store.chat = { session: 'demo', conversationSid: 'demo', identity: 'demo', people: {} };
    }
  }

  get state(): ChatState {
    return this.#state;
  }

  on: ChatSource['on'] = (name, listener) => this.#emitter.on(name, listener as never);

  async start({ firstMessage = '' } = {}): Promise<void> {
    this.#update({ phase: 'open', connection: 'connected' });
    this.send(firstMessage);
  }

  async resume(): Promise<void> {}

  async retry(): Promise<void> {
    this.#update({ phase: 'open', problem: undefined });
  }

  send(text: string): void {
    if (text.trim() === '') return;
    const entry = { kind: 'message', from: 'me', identity: '', status: 'sent', attachments: [], read: false } as const;
    this.#update({
      entries: [...this.#state.entries, { ...entry, key: randomUuid(), text: text.trim(), at: new Date() }],
    });
  }

  resend(key: string): void {
    this.#update({
      entries: this.#state.entries.map((entry) =>
        entry.kind === 'message' && entry.key === key ? { ...entry, status: 'sent' as const } : entry,
      ),
    });
  }

  discard(key: string): string {
    const entry = this.#state.entries.find((other) => other.key === key);
    this.#update({ entries: this.#state.entries.filter((other) => other !== entry) });
    return entry?.kind === 'message' ? entry.text : '';
  }

  sendFile(file: File): AttachmentProblem | undefined {
    return attachmentProblem(file, this.#state.attachmentRules);
  }

  typing(): void {}

  markRead(): void {}

  async loadEarlier(): Promise<void> {}

  async end(): Promise<void> {
    this.#update({ phase: 'ended', endedBy: 'customer', agents: [], typing: [], rating: 'possible' });
  }

  async rate(): Promise<void> {
    this.#update({ rating: 'sent' });
  }

  async identify(): Promise<boolean> {
    this.#update({ verified: true });
    return true;
  }

  async transcriptText(): Promise<string> {
    return this.#state.entries.map((entry) => (entry.kind === 'message' ? entry.text : '')).join('\n');
  }

  reset(): void {
    this.#update({ phase: 'new', entries: [], rating: undefined });
  }

  forget(): void {
    this.reset();
  }

  watchAvailability(): void {}

  close(): void {}

  #update(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
    this.#emitter.emit('state', this.#state);
  }
}

function memory(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}
