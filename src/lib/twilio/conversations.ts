import type { ConversationInstance } from 'twilio/lib/rest/conversations/v1/service/conversation';
import type { ParticipantInstance } from 'twilio/lib/rest/conversations/v1/service/conversation/participant';
import type { WebhookInstance } from 'twilio/lib/rest/conversations/v1/service/conversation/webhook';
import type TwilioClient from 'twilio/lib/rest/Twilio';
import type { ConversationSid, FlowSid, RoleSid } from './sids';
import type { Upstream } from './upstream';
import { undefinedWhenRefused } from './upstream-error';

export interface Conversation {
  sid: ConversationSid;
  uniqueName: string | null;
  closed: boolean;
  /** JSON text. The customer can read it and may be able to write it: never decide by it. */
  attributes: string;
  createdAt: Date;
}

export interface Participant {
  sid: string;
  /** Null for participants of other channels than chat. */
  identity: string | null;
  /** JSON text. */
  attributes: string;
}

export interface ScopedWebhook {
  sid: string;
  target: string;
  url: string | undefined;
  method?: 'get' | 'post' | undefined;
  /** Events that it hears; a flow may have none named. */
  filters?: string[] | undefined;
  /** Target `studio` alone. */
  flowSid?: string | undefined;
}

export interface NewConversation {
  uniqueName: string;
  /** JSON text of at most 16 KB. */
  attributes: string;
  /** ISO-8601 durations: inactive at least PT1M, closed at least PT10M. */
  timers: { inactive: string; closed: string };
}

export interface NewParticipant {
  identity: string;
  roleSid: RoleSid | undefined;
}

/** Error codes: https://www.twilio.com/docs/api/errors. Where Twilio documents none, the HTTP status stands in. */
const UNIQUE_NAME_TAKEN = 50353;
const ALREADY_PARTICIPANT = 409;
const NOT_FOUND = 404;
const CLOSED_IS_FINAL = 50377;

/** Conversations v1, inside one Conversations Service. https://www.twilio.com/docs/conversations/api */
export class Conversations {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
    private readonly serviceSid: string,
  ) {}

  /** Creates a conversation, or returns undefined when its unique name is taken: somebody made it before us. */
  async create({ uniqueName, attributes, timers }: NewConversation): Promise<Conversation | undefined> {
    const service = await this.#service();
    return this.upstream
      .call(true, () =>
        service.conversations.create({
          uniqueName,
          attributes,
          'timers.inactive': timers.inactive,
          'timers.closed': timers.closed,
        }),
      )
      .then(toConversation, undefinedWhenRefused(UNIQUE_NAME_TAKEN));
  }

  /** By SID or unique name; undefined when there is none. */
  async fetch(sidOrUniqueName: string): Promise<Conversation | undefined> {
    const service = await this.#service();
    return this.upstream
      .call(true, () => service.conversations(sidOrUniqueName).fetch())
      .then(toConversation, undefinedWhenRefused(NOT_FOUND));
  }

  /** Closes for good; closed before is fine. Fires no webhooks: what hangs on it, we do ourselves. */
  async close(sid: ConversationSid): Promise<void> {
    const service = await this.#service();
    await this.upstream
      .call(true, () => service.conversations(sid).update({ state: 'closed' }))
      .catch(undefinedWhenRefused(CLOSED_IS_FINAL, NOT_FOUND));
  }

  /** Sets both timers anew. */
  async setTimers(sid: ConversationSid, timers: NewConversation['timers']): Promise<void> {
    const service = await this.#service();
    await this.upstream.call(true, () =>
      service.conversations(sid).update({ 'timers.inactive': timers.inactive, 'timers.closed': timers.closed }),
    );
  }

  /** @param attributes JSON text of at most 16 KB; replaces what was there. */
  async setAttributes(sid: ConversationSid, attributes: string): Promise<void> {
    const service = await this.#service();
    await this.upstream.call(true, () => service.conversations(sid).update({ attributes }));
  }

  async remove(sid: ConversationSid): Promise<void> {
    const service = await this.#service();
    await this.upstream.call(true, () => service.conversations(sid).remove()).catch(undefinedWhenRefused(NOT_FOUND));
  }

  /** Adds a chat participant; in already is fine. */
  async addParticipant(sid: ConversationSid, { identity, roleSid }: NewParticipant): Promise<void> {
    const service = await this.#service();
    await this.upstream
      .call(true, () => service.conversations(sid).participants.create({ identity, roleSid }))
      .catch(undefinedWhenRefused(ALREADY_PARTICIPANT));
  }

  /** By participant SID or chat identity; undefined when not in. */
  async participant(sid: ConversationSid, sidOrIdentity: string): Promise<Participant | undefined> {
    const service = await this.#service();
    return this.upstream
      .call(true, () => service.conversations(sid).participants(sidOrIdentity).fetch())
      .then(toParticipant, undefinedWhenRefused(NOT_FOUND));
  }

  /** Nobody is in a conversation that is gone. */
  async participants(sid: ConversationSid): Promise<Participant[]> {
    const service = await this.#service();
    const found = await this.upstream
      .call(true, () => service.conversations(sid).participants.list({ limit: 100 }))
      .catch(undefinedWhenRefused(NOT_FOUND));
    return (found ?? []).map(toParticipant);
  }

  /** @param attributes JSON text of at most 4 KB; replaces what was there. */
  async setParticipantAttributes(sid: ConversationSid, participantSid: string, attributes: string): Promise<void> {
    const service = await this.#service();
    await this.upstream
      .call(true, () => service.conversations(sid).participants(participantSid).update({ attributes }))
      .catch(undefinedWhenRefused(NOT_FOUND));
  }

  async webhooks(sid: ConversationSid): Promise<ScopedWebhook[]> {
    const service = await this.#service();
    const found = await this.upstream.call(true, () => service.conversations(sid).webhooks.list({ limit: 10 }));
    return found.map(toScopedWebhook);
  }

  /** Each message from now on, and those already there, reaches the flow. Not repeated when the answer is lost: it would stack. */
  async addStudioWebhook(sid: ConversationSid, flowSid: FlowSid): Promise<void> {
    const service = await this.#service();
    await this.upstream.call(false, () =>
      service.conversations(sid).webhooks.create({
        target: 'studio',
        'configuration.flowSid': flowSid,
        'configuration.filters': ['onMessageAdded'],
        'configuration.replayAfter': 0,
      }),
    );
  }

  /** Conversation events go to `url`, signed. Not repeated when the answer is lost: it would stack. */
  async addEventWebhook(sid: ConversationSid, url: string, events: string[]): Promise<void> {
    const service = await this.#service();
    await this.upstream.call(false, () =>
      service.conversations(sid).webhooks.create({
        target: 'webhook',
        'configuration.url': url,
        'configuration.method': 'post',
        'configuration.filters': events,
      }),
    );
  }

  /** The same webhook anew, under another SID. Not repeated when the answer is lost: it would stack. */
  async restoreWebhook(sid: ConversationSid, { target, url, method, filters, flowSid }: ScopedWebhook): Promise<void> {
    const service = await this.#service();
    await this.upstream.call(false, () =>
      service.conversations(sid).webhooks.create({
        target: target as 'webhook' | 'studio',
        ...(url !== undefined && { 'configuration.url': url }),
        ...(method !== undefined && { 'configuration.method': method }),
        ...(filters !== undefined && { 'configuration.filters': filters }),
        ...(flowSid !== undefined && { 'configuration.flowSid': flowSid }),
      }),
    );
  }

  async removeWebhook(sid: ConversationSid, webhookSid: string): Promise<void> {
    const service = await this.#service();
    await this.upstream
      .call(true, () => service.conversations(sid).webhooks(webhookSid).remove())
      .catch(undefinedWhenRefused(NOT_FOUND));
  }

  /** What clients show as the name of whoever has this identity: the friendly name of the User resource. */
  async setUserName(identity: string, friendlyName: string): Promise<void> {
    const service = await this.#service();
    await this.upstream.call(true, () => service.users(identity).update({ friendlyName }));
  }

  /**
   * A line from us to everybody in the conversation. Fires no webhooks, so no flow answers it.
   *
   * @param attributes JSON text of at most 4 KB: what pages make of the line
   */
  async say(sid: ConversationSid, body: string, attributes?: string): Promise<void> {
    const service = await this.#service();
    await this.upstream.call(false, () =>
      service.conversations(sid).messages.create({ author: 'system', body, ...(attributes && { attributes }) }),
    );
  }

  async #service() {
    return (await this.client()).conversations.v1.services(this.serviceSid);
  }
}

function toConversation({ sid, uniqueName, state, attributes, dateCreated }: ConversationInstance): Conversation {
  return {
    sid: sid as ConversationSid,
    uniqueName,
    closed: (state as string) === 'closed',
    attributes,
    createdAt: dateCreated,
  };
}

function toScopedWebhook({ sid, target, configuration }: WebhookInstance): ScopedWebhook {
  const {
    url,
    method,
    filters,
    flow_sid: flowSid,
  } = (configuration ?? {}) as Record<string, string | undefined> & {
    filters?: string[];
  };
  return {
    sid,
    target,
    url,
    ...(method !== undefined && { method: method.toLowerCase() === 'get' ? 'get' : 'post' }),
    ...(filters !== undefined && { filters }),
    ...(flowSid !== undefined && { flowSid }),
  };
}

function toParticipant({ sid, identity, attributes }: ParticipantInstance): Participant {
  return { sid, identity, attributes };
}
