import type { Account } from '../../account/account';
import { notFound, TwilioError } from '../../http/errors';
import type { RestReply, RestRequest, Routes } from '../../http/routes';
import type { Conversation } from '../conversation';
import type { Actor } from '../events';
import type { ConversationsModel } from '../model';

export const HOST = 'conversations.twilio.com';

/** What the REST resources of one service share. */
export class RestContext {
  constructor(
    readonly account: Account,
    readonly model: ConversationsModel,
    private readonly routes: Routes,
  ) {}

  /**
   * `path` below the service: `/Conversations/:conversation`. Another service is not found, and what is not found
   * answers 20404 here, whatever the SDK is told.
   */
  on(method: 'GET' | 'POST' | 'DELETE', path: string, handler: (request: RestRequest) => RestReply): void {
    this.routes.on(method, HOST, `/v1/Services/:serviceSid${path}`, (request) => {
      if (request.params.serviceSid !== this.account.conversationsServiceSid) throw notFound(request.path);
      try {
        return handler(request);
      } catch (error) {
        throw error instanceof TwilioError && error.status === 404 ? notFound(request.path) : error;
      }
    });
  }

  /** The conversation that the path names, by SID or unique name. */
  conversation(request: RestRequest): Conversation {
    return this.model.get(request.params.conversation ?? '');
  }

  get serviceUrl(): string {
    return `https://${HOST}/v1/Services/${this.account.conversationsServiceSid}`;
  }
}

/** Webhooks fire for a REST write only when it asks for them. */
export function restActor(request: RestRequest): Actor {
  const header = request.headers['x-twilio-webhook-enabled'];
  return { source: 'API', ...(header === undefined ? {} : { webhookEnabled: header === 'true' }) };
}
