import { badRequest } from '../../http/errors';
import { page } from '../../http/paging';
import type { RestRequest } from '../../http/routes';
import type { Conversation, ScopedWebhook } from '../conversation';
import type { WebhookConfiguration } from '../scoped-webhooks';
import type { RestContext } from './rest-context';

/** https://www.twilio.com/docs/conversations/api/conversation-scoped-webhook-resource */
export function registerScopedWebhooks(context: RestContext): void {
  const { account, model, serviceUrl } = context;
  const resource = (conversation: Conversation, webhook: ScopedWebhook) => ({
    sid: webhook.sid,
    account_sid: account.accountSid,
    chat_service_sid: account.conversationsServiceSid,
    conversation_sid: conversation.sid,
    target: webhook.target,
    url: `${serviceUrl}/Conversations/${conversation.sid}/Webhooks/${webhook.sid}`,
    configuration: configurationResource(webhook),
    date_created: webhook.dateCreated,
    date_updated: webhook.dateUpdated,
  });
  const addressed = (request: RestRequest) => {
    const conversation = context.conversation(request);
    return { conversation, webhook: model.webhooks.get(conversation, request.params.webhook ?? '') };
  };
  const path = '/Conversations/:conversation/Webhooks';

  context.on('POST', path, (request) => {
    const conversation = context.conversation(request);
    const webhook = model.webhooks.add(conversation, request.form.required('Target'), configurationOf(request));
    return { status: 201, body: resource(conversation, webhook) };
  });

  context.on('GET', path, (request) => {
    const conversation = context.conversation(request);
    const all = [...conversation.webhooks.values()].map((webhook) => resource(conversation, webhook));
    return { status: 200, body: page(request, 'webhooks', all) };
  });

  context.on('GET', `${path}/:webhook`, (request) => {
    const { conversation, webhook } = addressed(request);
    return { status: 200, body: resource(conversation, webhook) };
  });

  context.on('POST', `${path}/:webhook`, (request) => {
    const { conversation, webhook } = addressed(request);
    model.webhooks.update(conversation, webhook, configurationOf(request));
    return { status: 200, body: resource(conversation, webhook) };
  });

  context.on('DELETE', `${path}/:webhook`, (request) => {
    const { conversation, webhook } = addressed(request);
    model.webhooks.remove(conversation, webhook);
    return { status: 204 };
  });
}

function configurationOf({ form }: RestRequest): WebhookConfiguration {
  const replayAfter = form.number('Configuration.ReplayAfter');
  if (replayAfter !== undefined && !Number.isInteger(replayAfter)) {
    throw badRequest(20001, 'Invalid parameter Configuration.ReplayAfter: not an integer');
  }
  return {
    url: form.get('Configuration.Url'),
    method: form.get('Configuration.Method'),
    filters: form.has('Configuration.Filters') ? form.all('Configuration.Filters') : undefined,
    flowSid: form.get('Configuration.FlowSid'),
    replayAfter,
  };
}

function configurationResource({ target, url, method, filters, flowSid, replayAfter }: ScopedWebhook) {
  const replay = replayAfter === null ? {} : { replay_after: replayAfter };
  if (target === 'webhook') return { url, method, filters, ...replay };
  return { flow_sid: flowSid, ...(filters.length > 0 ? { filters } : {}), ...replay };
}
