import { ChatApi } from './api';
import { type AttachmentProblem, attachmentProblem, DEFAULT_RULES } from './attachments';
import { AvailabilityWatch } from './availability-watch';
import { ChatModel } from './chat-model';
import type { ChatEvents, ChatOptions, ChatRating, StartOptions } from './chat-options';
import { ChatRun } from './chat-run';
import { type ChatState, INITIAL_STATE } from './chat-state';
import { SessionStore, type UnratedChat } from './session-store';
import { type TranscriptWords, transcriptText } from './transcript-text';
import { toClientMessageId } from './unsent-messages';

export type { ChatEvents, ChatOptions, ChatRating, StartOptions } from './chat-options';
export type { TranscriptWords } from './transcript-text';

/** A chat with an agent, without any look. It needs no DOM. */
export function createChat(options: ChatOptions = {}): ChatClient {
  return new ChatClient(options);
}

/** No method rejects or throws: what went wrong is in `state.problem`, or is said by what the method returns. */
export class ChatClient {
  readonly store: SessionStore;
  readonly #options: ChatOptions;
  readonly #api: ChatApi;
  readonly #model: ChatModel;
  readonly #availability: AvailabilityWatch;
  readonly #stopListening: (() => void)[];
  #run: ChatRun;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#api = options.api ?? new ChatApi({ baseUrl: options.baseUrl });
    this.store = options.store ?? SessionStore.of(options);
    const unrated = this.#unrated;
    this.#model = new ChatModel({ ...this.#initialState(), ...(unrated && toBeRated(unrated)) });
    this.#run = this.#newRun(unrated);
    this.#stopListening = [
      this.store.onChatChange(() => this.#chatChanged()),
      this.store.onForgotten(() => this.#forgotten()),
      this.store.onReturn(() => this.#returned()),
    ];
    this.#availability = new AvailabilityWatch({
      fetchAvailability: () => this.#api.availability({ site: options.site, session: this.#run.chat?.session }),
      onAvailability: (availability) => this.#model.update({ availability }),
    });
  }

  get state(): ChatState {
    return this.#model.state;
  }

  /** Returns the function that stops listening. */
  on<Name extends keyof ChatEvents>(name: Name, listener: (payload: ChatEvents[Name]) => void): () => void {
    return this.#model.on(name, listener);
  }

  /** For `useSyncExternalStore` and its like: called after each change. Returns the function that stops it. */
  readonly subscribe = (listener: () => void): (() => void) => this.on('state', listener);

  /** The same object until something changes. */
  readonly getState = (): ChatState => this.state;

  /** Begins a chat, or goes on with the one that this browser has. Settles when open or failed: see `state`. */
  async start(options: StartOptions = {}): Promise<void> {
    if (this.state.phase === 'ended') this.reset();
    if (options.firstMessage?.trim()) this.#run.thread.outbox.add(options.firstMessage.trim());
    const { phase } = this.state;
    if (phase === 'opening' || phase === 'open') await this.#run.opening;
    else await this.#run.open(options);
  }

  /** Goes on after a reload or in a second tab. Does nothing when there is nothing to go on with. */
  async resume(): Promise<void> {
    if (!this.store.chat || this.state.phase !== 'new') return;
    this.#run.thread.outbox.restore();
    await this.#run.open();
  }

  /** After `failed`: once more, with everything that was typed. */
  async retry(): Promise<void> {
    if (this.state.phase !== 'failed') return;
    if (this.#isReplaced) await this.#followOtherTab();
    else await this.#run.open();
  }

  /** Shows at once; sends in order, as soon as there is a connection. */
  send(text: string): void {
    if (text.trim() !== '' && this.state.phase !== 'ended') this.#run.thread.outbox.add(text.trim());
  }

  /**
   * As `send`, for a file. Returns why it was not taken (see `state.attachmentRules`); undefined when it shows and is
   * being sent. A file that is not sent yet does not survive a reload.
   */
  sendFile(file: File): AttachmentProblem | undefined {
    const problem = attachmentProblem(file, this.state.attachmentRules);
    if (!problem && this.state.phase !== 'ended') this.#run.thread.outbox.add('', file);
    return problem;
  }

  /** Sends a failed message again, with its file if it has one. */
  resend(key: string): void {
    if (this.state.phase !== 'ended') this.#run.thread.outbox.resend(toClientMessageId(key));
  }

  /** Takes a message that was not sent out of the chat, and gives its text back. */
  discard(key: string): string {
    return this.#run.thread.outbox.discard(toClientMessageId(key));
  }

  /** The customer types. */
  typing(): void {
    const { phase, connection } = this.state;
    if (phase === 'open' && connection === 'connected') this.#run.connection?.typing().catch(() => undefined);
  }

  /** Everything that is there has been seen. */
  markRead(): void {
    const { connection, thread } = this.#run;
    const index = thread.unreadIndex;
    if (index === undefined || !connection) return;
    thread.readUpTo(index);
    connection.markRead(index).catch(() => undefined);
  }

  async loadEarlier(): Promise<void> {
    await this.#run.earlier.load();
  }

  /** Ends the chat for both sides. On failure it stays open, and `problem` says why. */
  async end(): Promise<void> {
    await this.#run.end();
  }

  /**
   * The customer has signed in while the chat is open: asks `customerToken` again and tells the server, so that the
   * agent sees it. Resolves whether the customer is verified now.
   */
  async identify(): Promise<boolean> {
    return this.#run.identify();
  }

  /** After the end: what the customer says about the chat. See `state.rating`. */
  async rate(rating: ChatRating): Promise<void> {
    await this.#run.rate(rating);
  }

  /**
   * The whole chat as plain text, to be saved as a file. Loads all earlier messages first; where that was not possible
   * the text says so.
   */
  async transcriptText(words: TranscriptWords): Promise<string> {
    await this.#run.earlier.loadAll();
    return transcriptText(this.state, words, this.#options.locale);
  }

  /** Back to the beginning, after an end or a failure. */
  reset(): void {
    this.#run.close();
    this.#run = this.#newRun();
    this.store.unsent = [];
    this.store.unrated = undefined;
    this.#model.replace({ ...this.#initialState(), availability: this.state.availability });
  }

  /**
   * For a sign-out: leaves the chat in all tabs, and this browser cannot go on with it. It is not ended for the agent:
   * `end()` does that.
   */
  forget(): void {
    this.store.forget();
    this.#forgotten();
  }

  /** Polls while somebody looks at it. */
  watchAvailability(watch: boolean): void {
    if (watch) this.#availability.start();
    else this.#availability.stop();
  }

  /** Lets go of socket, timers and listeners. The chat itself goes on and can be resumed. */
  close(): void {
    this.#run.close();
    this.#availability.stop();
    for (const stop of this.#stopListening) stop();
  }

  /** Of this tab, unless this browser has gone on to another chat. */
  get #unrated(): UnratedChat | undefined {
    return this.store.chat ? undefined : this.store.unrated;
  }

  #newRun(unrated?: UnratedChat): ChatRun {
    return new ChatRun({ options: this.#options, api: this.#api, store: this.store, model: this.#model }, unrated);
  }

  #initialState(): ChatState {
    const { attachments = DEFAULT_RULES } = this.#options;
    return { ...INITIAL_STATE, attachmentRules: attachments || undefined, resumable: this.store.chat !== undefined };
  }

  /** In another tab. */
  #chatChanged(): void {
    const { chat } = this.store;
    const same = chat !== undefined && chat.conversationSid === this.#run.chat?.conversationSid;
    this.#model.update({
      resumable: chat !== undefined,
      verified: this.state.verified || (same && chat.verified === true),
    });
  }

  /** Another tab has begun another chat meanwhile. */
  get #isReplaced(): boolean {
    const [ours, current] = [this.#run.chat?.conversationSid, this.store.chat?.conversationSid];
    return ours !== undefined && current !== undefined && ours !== current;
  }

  /** What was written and not sent comes along; nothing else of a chat belongs to the next one. */
  async #followOtherTab(): Promise<void> {
    const { unsentTexts } = this.#run.thread.outbox;
    this.reset();
    this.store.unsent = unsentTexts;
    await this.resume();
  }

  /** Whoever has signed out on another page must not be seen here again. */
  #returned(): void {
    const { phase } = this.state;
    const ours = this.#run.chat?.conversationSid;
    const isGone = ours !== undefined && ours !== this.store.chat?.conversationSid;
    if (isGone || (phase === 'ended' && !this.store.unrated)) this.#forgotten();
  }

  #forgotten(): void {
    this.store.forgetTab();
    this.reset();
    this.#model.emit('forgotten', undefined);
  }
}

/** After a reload: nothing is left of the chat but the question how it was. */
const toBeRated = ({ endedBy }: UnratedChat): Partial<ChatState> => ({ phase: 'ended', endedBy, rating: 'possible' });
