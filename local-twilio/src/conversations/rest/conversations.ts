import { page } from '../../http/paging';
import type { RestRequest } from '../../http/routes';
import type { Conversation } from '../conversation';
import type { ConversationFields } from '../model';
import { type RestContext, restActor } from './rest-context';

/** https://www.twilio.com/docs/conversations/api/conversation-resource */
export function registerConversations(context: RestContext): void {
  const { account, model, serviceUrl } = context;
  const resource = (conversation: Conversation) => {
    const url = `${serviceUrl}/Conversations/${conversation.sid}`;
    return {
      sid: conversation.sid,
      account_sid: account.accountSid,
      chat_service_sid: account.conversationsServiceSid,
      messaging_service_sid: conversation.messagingServiceSid,
      friendly_name: conversation.friendlyName,
      unique_name: conversation.uniqueName,
      attributes: conversation.attributes,
      state: conversation.state,
      date_created: conversation.dateCreated,
      date_updated: conversation.dateUpdated,
      timers: model.timers.dates(conversation),
      bindings: {},
      url,
      links: { participants: `${url}/Participants`, messages: `${url}/Messages`, webhooks: `${url}/Webhooks` },
    };
  };

  context.on('POST', '/Conversations', (request) => ({
    status: 201,
    body: resource(model.create(fieldsOf(request), restActor(request))),
  }));

  context.on('GET', '/Conversations', (request) => {
    const state = request.query.get('State');
    const start = request.query.get('StartDate') ?? '';
    const end = request.query.get('EndDate') ?? '\uffff';
    const found = model
      .all()
      .filter((conversation) => state === null || conversation.state === state)
      .filter(({ dateCreated }) => dateCreated >= start && dateCreated.slice(0, end.length) <= end);
    return { status: 200, body: page(request, 'conversations', found.map(resource)) };
  });

  context.on('GET', '/Conversations/:conversation', (request) => ({
    status: 200,
    body: resource(context.conversation(request)),
  }));

  context.on('POST', '/Conversations/:conversation', (request) => {
    const conversation = context.conversation(request);
    model.update(conversation, fieldsOf(request), restActor(request));
    return { status: 200, body: resource(conversation) };
  });

  context.on('DELETE', '/Conversations/:conversation', (request) => {
    model.remove(context.conversation(request), restActor(request));
    return { status: 204 };
  });
}

function fieldsOf({ form }: RestRequest): ConversationFields {
  const timers = { inactive: form.get('Timers.Inactive'), closed: form.get('Timers.Closed') };
  return {
    friendlyName: form.get('FriendlyName'),
    uniqueName: form.get('UniqueName'),
    attributes: form.get('Attributes'),
    messagingServiceSid: form.get('MessagingServiceSid'),
    state: form.get('State'),
    timers: timers.inactive === undefined && timers.closed === undefined ? undefined : timers,
  };
}
