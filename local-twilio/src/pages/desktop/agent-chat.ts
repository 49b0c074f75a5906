import type { Client, Conversation, Message, Participant } from '@twilio/conversations';

export interface ChatLine {
  key: string;
  index: number;
  identity: string;
  /** me: this agent. flow: whatever has no participant behind it. */
  from: 'me' | 'customer' | 'colleague' | 'flow';
  text: string;
  at: Date;
}

const PAGE_SIZE = 100;

/** One conversation as this agent sees it. It survives the end, so that one can read while wrapping up. */
export class AgentChat {
  lines: ChatLine[] = [];
  typing: string[] = [];
  unread = 0;
  draft = '';
  /** Who has written or is in: identity → public name of agents. */
  readonly names = new Map<string, string>();
  state: 'connecting' | 'open' | 'left' | 'closed' = 'connecting';
  problem = '';
  #conversation: Conversation | undefined;
  #seen = -1;
  #attaching = false;

  constructor(
    readonly conversationSid: string,
    private readonly identity: string,
    private readonly isAgent: (identity: string) => boolean,
    private readonly changed: () => void,
  ) {}

  /** Until the invite has put us into the conversation Twilio refuses it: called again when we have joined. */
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

  type(text: string): void {
    this.draft = text;
    if (text !== '' && this.state === 'open') this.#conversation?.typing().catch(() => undefined);
    this.changed();
  }

  /** The agent looks at it. */
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

  async #open(conversation: Conversation): Promise<void> {
    this.#conversation = conversation;
    conversation.on('messageAdded', (message) => this.#add([message]));
    conversation.on('messageUpdated', ({ message }) => this.#add([message]));
    conversation.on('participantJoined', (participant) => this.#meet(participant));
    conversation.on('participantUpdated', ({ participant }) => this.#meet(participant));
    conversation.on('participantLeft', ({ identity }) => identity === this.identity && this.#leave());
    conversation.on('removed', () => this.#leave());
    conversation.on('updated', () => this.#look());
    conversation.on('typingStarted', ({ identity }) => this.#types(identity, true));
    conversation.on('typingEnded', ({ identity }) => this.#types(identity, false));
    const [page, participants] = await Promise.all([
      conversation.getMessages(PAGE_SIZE),
      conversation.getParticipants(),
    ]);
    this.state = 'open';
    this.#seen = conversation.lastReadMessageIndex ?? -1;
    for (const participant of participants) this.#meet(participant);
    this.#add(page.items);
    this.#look();
  }

  #add(messages: Message[]): void {
    const lines = new Map(this.lines.map((line) => [line.index, line]));
    for (const message of messages) lines.set(message.index, this.#line(message));
    this.lines = [...lines.values()].sort((one, other) => one.index - other.index);
    this.unread = this.lines.filter(({ index, from }) => index > this.#seen && from !== 'me').length;
    this.changed();
  }

  #line(message: Message): ChatLine {
    const identity = message.author ?? '';
    return {
      key: message.sid,
      index: message.index,
      identity,
      from: this.#role(identity, message.participantSid),
      text: message.body ?? message.attachedMedia?.map(({ filename }) => filename ?? '').join(', ') ?? '',
      at: message.dateCreated ?? new Date(),
    };
  }

  #role(identity: string, participantSid: string | null): ChatLine['from'] {
    if (identity === this.identity) return 'me';
    if (this.isAgent(identity)) return 'colleague';
    return participantSid ? 'customer' : 'flow';
  }

  #meet({ identity, attributes }: Participant): void {
    const known = attributes as { public?: { name?: unknown } } | null;
    if (identity && typeof known?.public?.name === 'string') this.names.set(identity, known.public.name);
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
    if (this.state === 'open') this.state = 'left';
    this.typing = [];
    this.changed();
  }
}
