import type { UpstreamRequest, UpstreamRoutes } from '../../twilsock/upstream-routes';
import type { ConversationFields } from '../model';
import { actorOf, CONVERSATIONS, created, NO_CONTENT, ok } from './replies';
import { SdkBody } from './sdk-body';
import type { SdkParts } from './sdk-parts';

/** Seconds between two signals of one client. */
const TYPING_TIMEOUT = 5;

/** Conversations as such, and who types in them. */
export function registerConversations(routes: UpstreamRoutes, { model, access, resources, notify }: SdkParts): void {
  routes.on('POST', CONVERSATIONS, (request) => {
    access.requireInService(request.identity, 'createConversation');
    const conversation = model.create(conversationFields(request), actorOf(request));
    return created(resources.conversation(conversation, request.identity));
  });
  routes.on('GET', `${CONVERSATIONS}/:sid`, ({ params, identity }) => {
    const conversation = model.get(params.sid ?? '');
    access.requireVisible(conversation, identity);
    return ok(resources.conversation(conversation, identity));
  });
  routes.on('POST', `${CONVERSATIONS}/:sid`, (request) => {
    const conversation = model.get(request.params.sid ?? '');
    const fields = conversationFields(request);
    if (fields.attributes !== undefined) access.require(conversation, request.identity, 'editConversationAttributes');
    if (fields.friendlyName !== undefined || fields.uniqueName !== undefined) {
      access.require(conversation, request.identity, 'editConversationName');
    }
    access.requireVisible(conversation, request.identity);
    model.update(conversation, fields, actorOf(request));
    return ok(resources.conversation(conversation, request.identity));
  });
  routes.on('DELETE', `${CONVERSATIONS}/:sid`, (request) => {
    const conversation = model.get(request.params.sid ?? '');
    access.require(conversation, request.identity, 'deleteConversation');
    model.remove(conversation, actorOf(request));
    return NO_CONTENT;
  });
  routes.on('POST', '/Client/v2/Typing', ({ body, identity }) => {
    const conversation = model.get(String(body.ChannelSid));
    access.requireMember(conversation, identity);
    const signal = { channel_sid: conversation.sid, identity, typing_timeout: TYPING_TIMEOUT + 1 };
    for (const other of conversation.participants.values()) {
      if (other.identity && other.identity !== identity) {
        notify(other.identity, 'twilio.ipmsg.typing_indicator', signal);
      }
    }
    return ok({ typing_timeout: TYPING_TIMEOUT });
  });
}

/** No state and no timers: those belong to REST. */
function conversationFields(request: UpstreamRequest): ConversationFields {
  const body = new SdkBody(request.body);
  return {
    friendlyName: body.nullableText('friendly_name'),
    uniqueName: body.nullableText('unique_name'),
    attributes: body.text('attributes'),
  };
}
