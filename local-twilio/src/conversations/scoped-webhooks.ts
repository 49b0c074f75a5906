import { newSid } from '../account/sids';
import { badRequest, TwilioError } from '../http/errors';
import type { Conversation, Message, ScopedWebhook } from './conversation';
import type { ConversationEventType } from './events';
import { WEBHOOKS_PER_CONVERSATION } from './limits';
import { requireOpen } from './model-context';

export interface WebhookConfiguration {
  url?: string;
  method?: string;
  filters?: string[];
  flowSid?: string;
  replayAfter?: number;
}

/** Scoped webhooks know events that have happened, never those that are about to. */
const EVENTS: readonly ConversationEventType[] = [
  'onMessageAdded',
  'onMessageUpdated',
  'onMessageRemoved',
  'onConversationUpdated',
  'onConversationStateUpdated',
  'onConversationRemoved',
  'onParticipantAdded',
  'onParticipantUpdated',
  'onParticipantRemoved',
];
const OTHER_EVENTS = ['onDeliveryUpdated'];

/** Where a conversation's events go. */
export class ScopedWebhooks {
  constructor(
    private readonly now: () => string,
    private readonly replayIncludesIndex: boolean,
    /** A new webhook, with the stored messages that it asks for. */
    private readonly onReplay: (conversation: Conversation, webhook: ScopedWebhook, messages: Message[]) => void,
  ) {}

  get(conversation: Conversation, sid: string): ScopedWebhook {
    const found = conversation.webhooks.get(sid);
    if (!found) throw new TwilioError(404, 20404, `Webhook ${sid} not found`);
    return found;
  }

  add(conversation: Conversation, target: string, configuration: WebhookConfiguration): ScopedWebhook {
    requireOpen(conversation);
    if (target !== 'webhook' && target !== 'studio') {
      throw badRequest(20001, `Invalid parameter Target: the local Twilio knows webhook and studio, not ${target}`);
    }
    if (conversation.webhooks.size >= WEBHOOKS_PER_CONVERSATION) {
      throw badRequest(50361, `A conversation has at most ${WEBHOOKS_PER_CONVERSATION} webhooks`);
    }
    const now = this.now();
    const webhook: ScopedWebhook = {
      sid: newSid('WH'),
      target,
      url: null,
      method: 'POST',
      filters: [],
      flowSid: null,
      replayAfter: configuration.replayAfter ?? null,
      dateCreated: now,
      dateUpdated: now,
    };
    configure(webhook, configuration);
    conversation.webhooks.set(webhook.sid, webhook);
    this.#replay(conversation, webhook);
    return webhook;
  }

  update(conversation: Conversation, webhook: ScopedWebhook, configuration: WebhookConfiguration): void {
    requireOpen(conversation);
    configure(webhook, configuration);
    webhook.dateUpdated = this.now();
  }

  /** Also from a closed conversation: it changes nothing in it. */
  remove(conversation: Conversation, webhook: ScopedWebhook): void {
    conversation.webhooks.delete(webhook.sid);
  }

  #replay(conversation: Conversation, webhook: ScopedWebhook): void {
    if (webhook.replayAfter === null) return;
    const first = this.replayIncludesIndex ? webhook.replayAfter : webhook.replayAfter + 1;
    const messages = [...conversation.messages.values()].filter(({ index }) => index >= first);
    if (messages.length > 0) this.onReplay(conversation, webhook, messages);
  }
}

function configure(webhook: ScopedWebhook, { url, filters, flowSid, ...given }: WebhookConfiguration): void {
  // The specification says GET and POST, the helper library get and post.
  const method = given.method?.toUpperCase();
  if (method !== undefined && method !== 'GET' && method !== 'POST') {
    throw badRequest(20001, 'Invalid parameter Configuration.Method: GET or POST');
  }
  for (const filter of filters ?? []) {
    if (![...EVENTS, ...OTHER_EVENTS].includes(filter)) {
      throw badRequest(20001, `Invalid parameter Configuration.Filters: ${filter} is no event of a scoped webhook`);
    }
  }
  const next = {
    url: url ?? webhook.url,
    method: method ?? webhook.method,
    filters: filters ?? webhook.filters,
    flowSid: flowSid ?? webhook.flowSid,
  };
  if (webhook.target === 'studio') {
    if (!/^FW[0-9a-fA-F]{32}$/.test(next.flowSid ?? ''))
      throw badRequest(20001, 'Missing or invalid Configuration.FlowSid');
  } else {
    if (!URL.canParse(next.url ?? '')) throw badRequest(20001, 'Missing or invalid Configuration.Url');
    if (next.filters.length === 0) throw badRequest(20001, 'Missing required parameter Configuration.Filters');
  }
  Object.assign(webhook, next);
}
