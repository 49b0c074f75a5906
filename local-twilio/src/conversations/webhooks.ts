import type { Kernel } from '../kernel';
import type { StudioPort } from '../ports';
import type { ConversationChange } from './changes';
import type { Conversation, Message, ScopedWebhook } from './conversation';
import { messageParameters } from './event-parameters';
import type { Actor, ConversationEvent, ConversationEventType } from './events';
import { studioTrigger } from './studio-trigger';

/** https://www.twilio.com/docs/conversations/conversations-webhooks: at most 5 seconds. */
const TIMEOUT_MS = 5000;

/** Sends what happens in a conversation to its scoped webhooks: to each of them in order, one after the other. */
export class WebhookDispatcher {
  /** The last delivery of each webhook. */
  #queues = new Map<string, Promise<void>>();
  /** Messages whose webhooks fired when they came. */
  #fired = new WeakSet<Message>();

  constructor(
    private readonly kernel: Kernel,
    private readonly studio: () => StudioPort,
  ) {}

  dispatch(change: ConversationChange, event: ConversationEvent): void {
    const { conversation, actor } = change;
    if (!this.#fires(event)) return;
    if (change.type === 'onMessageAdded') this.#fired.add(change.message);
    const params = this.#parameters(event.type, event.params, sourceOf(actor), actor.identity);
    for (const webhook of conversation.webhooks.values()) {
      if (!wants(webhook, event.type)) continue;
      if (webhook.target === 'webhook') this.#post(webhook, params);
      // A flow never hears itself, or it would talk for ever.
      else if (change.type === 'onMessageAdded' && actor.source !== 'STUDIO') {
        this.#trigger(conversation, webhook, change.message);
      }
    }
  }

  /** Stored messages for a new webhook that asked for them. */
  replay(conversation: Conversation, webhook: ScopedWebhook, messages: Message[]): void {
    if (!wants(webhook, 'onMessageAdded')) return;
    for (const message of messages) {
      if (!this.kernel.assumptions.replayIncludesSilentMessages && !this.#fired.has(message)) continue;
      if (webhook.target === 'studio') this.#trigger(conversation, webhook, message);
      else {
        const fields = {
          ChatServiceSid: this.kernel.account.conversationsServiceSid,
          ...messageParameters(conversation, message),
        };
        const identity = message.source === 'SDK' ? message.author : undefined;
        this.#post(webhook, this.#parameters('onMessageAdded', fields, message.source, identity));
      }
    }
  }

  #fires({ actor, type }: ConversationEvent): boolean {
    const { assumptions } = this.kernel;
    switch (actor.source) {
      case 'SDK':
      case 'TIMER':
        return true;
      case 'FLEX':
        return (
          assumptions.flexChangesFireWebhooks &&
          (type.startsWith('onParticipant') || type === 'onConversationStateUpdated')
        );
      case 'STUDIO':
        return assumptions.studioMessagesFireScopedWebhooks;
      case 'API':
        return actor.webhookEnabled ?? assumptions.restWritesFireWebhooks;
    }
  }

  #parameters(
    type: string,
    fields: Record<string, string>,
    source: 'SDK' | 'API',
    identity: string | undefined,
  ): Record<string, string> {
    return {
      AccountSid: this.kernel.account.accountSid,
      EventType: type,
      Source: source,
      ...(identity === undefined ? {} : { ClientIdentity: identity }),
      ...fields,
    };
  }

  #post(webhook: ScopedWebhook, params: Record<string, string>): void {
    const { url, method } = webhook;
    if (url === null) return;
    const { webhookDuplicates, conversationsWebhookRetries } = this.kernel.assumptions;
    this.#enqueue(webhook, async () => {
      for (let time = 0; time < webhookDuplicates; time += 1) {
        for (let attempt = 0; attempt <= conversationsWebhookRetries; attempt += 1) {
          const { status } = await this.kernel.webhooks.send(url, params, TIMEOUT_MS, method);
          if (status > 0 && status < 500) break;
          this.kernel.say(`Webhook ${params.EventType} to ${url}: ${status || 'no answer'}`);
        }
      }
    });
  }

  #trigger(conversation: Conversation, webhook: ScopedWebhook, message: Message): void {
    const { flowSid } = webhook;
    if (flowSid === null) return;
    const trigger = studioTrigger(this.kernel.account, conversation, message);
    this.#enqueue(webhook, async () => this.studio().conversationMessage(flowSid, trigger));
  }

  #enqueue(webhook: ScopedWebhook, deliver: () => Promise<void>): void {
    const before = this.#queues.get(webhook.sid) ?? Promise.resolve();
    const delivery = before.then(deliver).catch((error: unknown) => {
      this.kernel.say(`Webhook ${webhook.sid}: ${error instanceof Error ? error.message : String(error)}`);
    });
    this.#queues.set(webhook.sid, delivery);
    void delivery.then(() => {
      if (this.#queues.get(webhook.sid) === delivery) this.#queues.delete(webhook.sid);
    });
  }
}

/** A flow wants messages alone, with or without filters. */
function wants({ target, filters }: ScopedWebhook, type: ConversationEventType): boolean {
  if (target === 'webhook') return filters.includes(type);
  return type === 'onMessageAdded' && (filters.length === 0 || filters.includes(type));
}

const sourceOf = ({ source }: Actor): 'SDK' | 'API' => (source === 'SDK' || source === 'FLEX' ? 'SDK' : 'API');
