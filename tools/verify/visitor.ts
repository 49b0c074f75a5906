import { randomUUID } from 'node:crypto';
import type { Client, Conversation } from '@twilio/conversations';
import { CommandError } from '../command-error';
import { type Answer, outcome } from './call-functions';
import { checkChatAccount } from './check-chat-account';
import { connectSdk } from './conversations-sdk';
import type { Rig } from './rig';

export interface Chat {
  conversationSid: string;
  identity: string;
  token: string;
  session: string;
}

/** A customer's page without the page: the deployed Functions and the real Conversations SDK. */
export class Visitor {
  private constructor(
    private readonly rig: Rig,
    readonly chat: Chat,
    readonly client: Client,
    readonly conversation: Conversation,
  ) {}

  /** /conversation-create, then the SDK. Everything that comes of it is taken away in the end. */
  static async arrive(rig: Rig, body: Record<string, unknown> = {}): Promise<Visitor> {
    const chat = await openChat(rig, body);
    return Visitor.connect(rig, chat);
  }

  /** The SDK alone, with what was given before. */
  static async connect(rig: Rig, chat: Chat): Promise<Visitor> {
    const { patience, cleanup, target } = rig;
    const client = await connectSdk(chat.token, { patience, cleanup, twilsock: target.addresses.twilsock });
    const conversation = await client.getConversationBySid(chat.conversationSid);
    return new Visitor(rig, chat, client, conversation);
  }

  async says(text: string): Promise<void> {
    await this.conversation.sendMessage(text);
  }

  /** Everything that somebody else said so far. */
  async heard(): Promise<string[]> {
    const { items } = await this.conversation.getMessages(100);
    return items.filter(({ author }) => author !== this.chat.identity).map(({ body }) => body ?? '');
  }

  /** Waits until so many messages of others are there. */
  async hears(count: number): Promise<void> {
    await this.rig.patience.until(`the customer hears ${count} messages`, async () => {
      return (await this.heard()).length >= count;
    });
  }

  async hearsText(text: string): Promise<void> {
    await this.rig.patience.until('the customer hears what the agent said', async () => {
      return (await this.heard()).includes(text);
    });
  }

  async seesTheEnd(): Promise<void> {
    await this.rig.patience.until('the customer sees the end', () => this.conversation.state?.current === 'closed');
  }

  end(): Promise<Answer> {
    return this.rig.functions.post('/conversation-end', { session: this.chat.session });
  }
}

/** A chat as a page opens one; as a server, where a challenge keeps programs out. */
export async function openChat(rig: Rig, body: Record<string, unknown> = {}): Promise<Chat> {
  const { challenge, serverSecret } = rig.target.values;
  const challenged = challenge !== undefined && challenge !== 'off';
  if (challenged && !serverSecret) {
    throw new CommandError(
      `CHALLENGE is ${challenge}, so a program can't open a chat as a page does: put SERVER_SECRETS into the environment too`,
    );
  }
  const input = { requestId: randomUUID(), ...body };
  const answer = challenged
    ? await rig.functions.postSigned<Chat>('/conversation-create', input)
    : await rig.functions.post<Chat>('/conversation-create', input);
  if (answer.status !== 200) throw new Error(`/conversation-create answered ${outcome(answer)}`);
  await checkChatAccount(rig, answer.body);
  rig.remember(answer.body.conversationSid, answer.body.identity);
  return answer.body;
}
