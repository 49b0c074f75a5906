import type { Client, Conversation, Message, Participant } from '@twilio/conversations';
import { type ChatLine, chatLine } from './chat-line';
import { fileProblem } from './file-rules';

/** A file of ours on its way. */
export interface PendingFile {
  key: number;
  file: File;
  state: 'sending' | 'failed';
}

const PAGE_SIZE = 100;

/** One conversation as this agent sees it. It survives the end, so that one can read while wrapping up. */
export class AgentChat {
  lines: ChatLine[] = [];
  pendingFiles: PendingFile[] = [];
  typing: string[] = [];
  unread = 0;
  draft = '';
  /** Who has written or is in: identity → public name of agents. */
  readonly names = new Map<string, string>();
  /** Up to here the customer has read; -1: nothing. */
  readByCustomer = -1;
  state: 'connecting' | 'open' | 'left' | 'closed' = 'connecting';
  problem = '';
  #conversation: Conversation | undefined;
  #seen = -1;
  #attaching = false;
  #fileNumber = 0;

  constructor(
    readonly conversationSid: string,
    private readonly identity: string,
    private readonly isAgent: (identity: string) => boolean,
    private readonly changed: () => void,
  ) {}

  /**
   * Until the invite has put us into the conversation Twilio refuses it, and a socket that is cut in the middle leaves it
   * half loaded: called again when we have joined, and when the connection is back.
   */
  async attach(client: Client): Promise<void> {
    if (this.#conversation || this.#attaching) return;
    this.#attaching = true;
    try {
      const conversation = await client.getConversationBySid(this.conversationSid);
      if (conversation.status === 'joined') await this.#open(conversation);
    } catch {
      this.state = 'connecting';
    } finally {
      this.#attaching = false;
      this.changed();
    }
  }

  async send(): Promise<void> {
    const body = this.draft.trim();
    if (body === '' || this.state !== 'open') return;
    this.draft = '';
    this.problem = '';
    this.changed();
    try {
      await this.#conversation?.sendMessage(body);
    } catch {
      this.draft = [body, this.draft].filter(Boolean).join('\n');
      this.problem = 'The message was not sent. It is back in the field: try again.';
      this.changed();
    }
  }

  /** As in Flex, a file is a message of its own. What is wrong with it is said until the agent goes on. */
  async sendFile(file: File): Promise<void> {
    this.problem = fileProblem(file);
    if (this.problem !== '' || this.state !== 'open') return this.changed();
    this.#fileNumber += 1;
    const pending: PendingFile = { key: this.#fileNumber, file, state: 'sending' };
    this.pendingFiles = [...this.pendingFiles, pending];
    await this.#upload(pending);
  }

  async sendFileAgain(pending: PendingFile): Promise<void> {
    if (this.state === 'open') await this.#upload(pending);
  }

  dropFile({ key }: PendingFile): void {
    this.pendingFiles = this.pendingFiles.filter((other) => other.key !== key);
    this.changed();
  }

  type(text: string): void {
    this.draft = text;
    this.problem = '';
    if (text !== '' && this.state === 'open') this.#conversation?.typing().catch(() => undefined);
    this.changed();
  }

  /** The agent looks at it: from now on the customer sees it as read. */
  markRead(): void {
    const last = this.lines.at(-1);
    if (!last || last.index <= this.#seen) return;
    this.#seen = last.index;
    this.unread = 0;
    if (this.state === 'open') this.#conversation?.advanceLastReadMessageIndex(last.index).catch(() => undefined);
    this.changed();
  }

  close(): void {
    this.#conversation?.removeAllListeners();
  }

  async #upload(pending: PendingFile): Promise<void> {
    pending.state = 'sending';
    this.changed();
    const { file } = pending;
    const media = { contentType: file.type || 'application/octet-stream', filename: file.name, media: file };
    try {
      await this.#conversation?.prepareMessage().addMedia(media).build().send();
      this.dropFile(pending);
    } catch {
      pending.state = 'failed';
      this.changed();
    }
  }

  async #open(conversation: Conversation): Promise<void> {
    conversation.on('messageAdded', (message) => this.#add([message]));
    conversation.on('messageUpdated', ({ message }) => this.#add([message]));
    conversation.on('participantJoined', (participant) => this.#meet(participant));
    conversation.on('participantUpdated', ({ participant }) => this.#meet(participant));
    conversation.on('participantLeft', ({ identity }) => identity === this.identity && this.#leave());
    conversation.on('removed', () => this.#leave());
    conversation.on('updated', () => this.#look());
    conversation.on('typingStarted', ({ identity }) => this.#types(identity, true));
    conversation.on('typingEnded', ({ identity }) => this.#types(identity, false));
    try {
      const [page, participants] = await Promise.all([
        conversation.getMessages(PAGE_SIZE),
        conversation.getParticipants(),
      ]);
      this.#conversation = conversation;
      this.state = 'open';
      this.#seen = conversation.lastReadMessageIndex ?? -1;
      for (const participant of participants) this.#meet(participant);
      this.#add(page.items);
      this.#look();
    } catch (error) {
      conversation.removeAllListeners();
      throw error;
    }
  }

  #add(messages: Message[]): void {
    const lines = new Map(this.lines.map((line) => [line.index, line]));
    for (const message of messages)
      lines.set(
        message.index,
        chatLine(message, (identity) => this.#role(identity)),
      );
    this.lines = [...lines.values()].sort((one, other) => one.index - other.index);
    this.unread = this.lines.filter(({ index, from }) => index > this.#seen && from !== 'me').length;
    this.changed();
  }

  #role(identity: string): 'me' | 'colleague' | undefined {
    if (identity === this.identity) return 'me';
    return this.isAgent(identity) ? 'colleague' : undefined;
  }

  #meet({ identity, attributes, lastReadMessageIndex }: Participant): void {
    const known = attributes as { public?: { name?: unknown } } | null;
    if (identity && typeof known?.public?.name === 'string') this.names.set(identity, known.public.name);
    if (identity && this.#role(identity) === undefined) {
      this.readByCustomer = Math.max(this.readByCustomer, lastReadMessageIndex ?? -1);
    }
    this.changed();
  }

  #types(identity: string | null, typing: boolean): void {
    if (!identity) return;
    this.typing = [...this.typing.filter((other) => other !== identity), ...(typing ? [identity] : [])];
    this.changed();
  }

  #look(): void {
    if (this.#conversation?.state?.current === 'closed') this.state = 'closed';
    this.changed();
  }

  #leave(): void {
    this.problem = '';
    if (this.state === 'open') this.state = 'left';
    this.typing = [];
    this.changed();
  }
}
