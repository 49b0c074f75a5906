import type { ChatRating } from './chat-options';
import type { ChatOwner, ChatSource } from './chat-owner';
import { fileProblem } from './file-words';
import { saveText } from './save-text';
import { LONGEST_TOPIC } from './views/start-form';
import type { ChatWords } from './words';

export interface CustomerInputOptions {
  client: () => ChatSource | undefined;
  words: () => ChatWords;
  locale: () => string;
  owner: Pick<ChatOwner, 'customer'>;
  /** After something has changed. */
  changed: () => void;
}

interface Typed {
  name: string;
  topic: string;
  draft: string;
  score: ChatRating['score'] | undefined;
  comment: string;
  /** Something to be told above the composer, such as why a file was not taken. */
  note: string;
}

const NOTHING: Typed = { name: '', topic: '', draft: '', score: undefined, comment: '', note: '' };

/** What the customer has typed and chosen in the window, and what becomes of it. */
export class CustomerInput {
  readonly #options: CustomerInputOptions;
  #typed = NOTHING;

  constructor(options: CustomerInputOptions) {
    this.#options = options;
  }

  get typed(): Readonly<Typed> {
    return this.#typed;
  }

  set(change: Partial<Typed>): void {
    this.#typed = { ...this.#typed, ...change };
    this.#options.changed();
  }

  clear(): void {
    this.set(NOTHING);
  }

  /** A message that is not finished: kept for a reload, and the other side may know of it. */
  write(draft: string): void {
    const client = this.#options.client();
    if (draft !== '') client?.typing();
    if (client) client.store.draft = draft;
    this.set({ draft });
  }

  start(firstMessage = this.#typed.topic.trim()): void {
    const { customer } = this.#options.owner;
    const name = this.#typed.name.trim();
    const topic = [...firstMessage].slice(0, LONGEST_TOPIC).join('');
    void this.#options.client()?.start({
      customer: customer || name ? { ...customer, ...(name && { name }) } : undefined,
      preEngagement: topic ? { topic } : undefined,
      firstMessage,
    });
  }

  startWithDraft(): void {
    const text = this.#typed.draft.trim();
    if (text === '') return;
    this.write('');
    this.start(text);
  }

  send(): void {
    const { draft } = this.#typed;
    if (draft.trim() === '') return;
    this.#options.client()?.send(draft);
    this.write('');
    this.set({ note: '' });
  }

  sendFiles(files: readonly File[]): void {
    const { client, words, locale } = this.#options;
    const problems = files.flatMap((file) => client()?.sendFile(file) ?? []);
    this.set({ note: problems.map((problem) => fileProblem(problem, words(), locale())).join(' ') });
  }

  /** The text of a message that was not sent, below what has been written since. */
  takeBack(key: string): void {
    const text = this.#options.client()?.discard(key) ?? '';
    this.write([this.#typed.draft, text].filter(Boolean).join('\n'));
  }

  /** All the texts that were not sent, because they go with the old chat. */
  sendInNewChat(): void {
    const client = this.#options.client();
    const messages = (client?.state.entries ?? []).filter((entry) => entry.kind === 'message');
    const texts = messages.flatMap(({ status, text }) => (status === 'failed' && text ? [text] : []));
    this.startAgain();
    this.start(texts.join('\n'));
  }

  startAgain(): void {
    this.set({ topic: '', score: undefined, comment: '', note: '' });
    this.#options.client()?.reset();
  }

  rate(): void {
    const { score } = this.#typed;
    const comment = this.#typed.comment.trim();
    if (score) void this.#options.client()?.rate({ score, ...(comment && { comment }) });
  }

  /** The whole chat, as a file. */
  async save(): Promise<void> {
    const words = this.#options.words();
    try {
      const text = await this.#options.client()?.transcriptText(words);
      const day = new Date().toISOString().slice(0, 10);
      if (text) saveText(text, `${words.transcriptTitle}-${day}.txt`);
    } catch {
      this.set({ note: words.transcriptFailed });
    }
  }
}
