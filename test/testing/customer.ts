import { randomUUID } from 'node:crypto';
import { Client, type Conversation, type Message } from '@twilio/conversations';
import { hearChannelErrors } from './hear-channel-errors';
import type { House } from './house';
import { letTimersGo } from './let-timers-go';
import { until } from './until';

letTimersGo();

export interface Chat {
  conversationSid: string;
  identity: string;
  token: string;
  tokenExpiresAt: string;
  session: string;
}

export interface Line {
  author: string | null;
  body: string | null;
}

/** A customer's page without the page: our endpoints and the real Conversations SDK. */
export class Customer {
  private constructor(
    readonly house: House,
    readonly chat: Chat,
    readonly client: Client,
    readonly conversation: Conversation,
  ) {}

  /** /conversation-create, then the SDK. */
  static async arrive(house: House, body: Record<string, unknown> = {}): Promise<Customer> {
    const answer = await house.post<Chat>('/conversation-create', { requestId: randomUUID(), ...body });
    if (answer.status !== 200) throw new Error(`/conversation-create: ${JSON.stringify(answer.body)}`);
    return Customer.connect(house, answer.body);
  }

  /** The SDK alone, with what was given before: a reload, a second tab. */
  static async connect(house: House, chat: Chat): Promise<Customer> {
    const client = connectSdk(house, chat.token);
    await until('the Conversations SDK is connected', client, ['stateChanged'], () => initialized(client));
    const conversation = await client.getConversationBySid(chat.conversationSid);
    return new Customer(house, chat, client, conversation);
  }

  async says(text: string): Promise<void> {
    await this.conversation.sendMessage(text);
  }

  /** Everything said so far. */
  async lines(): Promise<Line[]> {
    const { items } = await this.conversation.getMessages(100);
    return items.map(({ author, body }: Message) => ({ author, body }));
  }

  /** Waits for a line with these words, or for so many of them. */
  hears(words: string, times = 1): Promise<Line> {
    return until(`the customer hears ${words}`, this.conversation, ['messageAdded'], async () => {
      const heard = (await this.lines()).filter(({ body }) => body?.includes(words));
      return heard.length >= times ? heard.at(-1) : undefined;
    });
  }

  /** Waits until the conversation is closed. */
  async seesTheEnd(): Promise<void> {
    await until(
      'the customer sees the end',
      this.conversation,
      ['updated'],
      () => this.conversation.state?.current === 'closed',
    );
  }

  end() {
    return this.house.post<{ state: string }>('/conversation-end', { session: this.chat.session });
  }

  async leaves(): Promise<void> {
    await shutDownSdk(this.client);
  }
}

export function connectSdk(house: House, token: string): Client {
  const uri = `${house.twilio.url.replace('http', 'ws')}/__t/tsock.us1.twilio.com/v3/wsconnect`;
  return hearChannelErrors(new Client(token, { Twilsock: { uri }, logLevel: 'silent' }));
}

/**
 * A request of the SDK that is in flight when it is shut down is an unhandled rejection there. What it loads by itself is
 * a chain of a few requests, answered in their order: after so many round trips it is through.
 */
export async function shutDownSdk(client: Client): Promise<void> {
  for (let trip = 0; trip < 6 && client.connectionState === 'connected'; trip += 1) await client.getContentTemplates();
  await client.shutdown();
}

function initialized(client: Client): true | undefined {
  if (client.connectionState === 'denied') throw new Error('The Access Token was refused');
  return client.connectionState === 'connected' || undefined;
}
