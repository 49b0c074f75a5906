import { badRequest } from '../../http/errors';
import { page } from '../../http/paging';
import type { RestRequest } from '../../http/routes';
import type { Conversation, Media, Message } from '../conversation';
import type { MediaStore } from '../media-store';
import { type RestContext, restActor } from './rest-context';

/** https://www.twilio.com/docs/conversations/api/conversation-message-resource */
export function registerMessages(context: RestContext, media: MediaStore): void {
  const { account, model, serviceUrl } = context;
  const resource = (conversation: Conversation, message: Message) => {
    const url = `${serviceUrl}/Conversations/${conversation.sid}/Messages/${message.sid}`;
    return {
      account_sid: account.accountSid,
      chat_service_sid: account.conversationsServiceSid,
      conversation_sid: conversation.sid,
      sid: message.sid,
      index: message.index,
      author: message.author,
      body: message.body,
      media: message.media.length === 0 ? null : message.media.map(mediaResource),
      attributes: message.attributes,
      participant_sid: message.participantSid,
      date_created: message.dateCreated,
      date_updated: message.dateUpdated,
      delivery: null,
      url,
      links: { delivery_receipts: `${url}/Receipts`, channel_metadata: `${url}/ChannelMetadata` },
      content_sid: message.contentSid,
    };
  };
  const addressed = (request: RestRequest) => {
    const conversation = context.conversation(request);
    return { conversation, message: model.messages.get(conversation, request.params.message ?? '') };
  };
  const attached = (sid: string | undefined): Media[] => {
    if (sid === undefined) return [];
    const stored = media.find(sid);
    if (!stored) throw badRequest(50510, `Media ${sid} not found`);
    const { category, filename, contentType, size } = stored;
    return [{ sid: stored.sid, category, filename, contentType, size }];
  };
  const path = '/Conversations/:conversation/Messages';

  context.on('POST', path, (request) => {
    const conversation = context.conversation(request);
    const { form } = request;
    const message = model.messages.add(
      conversation,
      {
        author: form.get('Author'),
        body: form.get('Body'),
        subject: form.get('Subject'),
        attributes: form.get('Attributes'),
        contentSid: form.get('ContentSid'),
        media: attached(form.get('MediaSid')),
      },
      restActor(request),
    );
    return { status: 201, body: resource(conversation, message) };
  });

  context.on('GET', path, (request) => {
    const conversation = context.conversation(request);
    const messages = [...conversation.messages.values()];
    if (request.query.get('Order') === 'desc') messages.reverse();
    const all = messages.map((message) => resource(conversation, message));
    return { status: 200, body: page(request, 'messages', all) };
  });

  context.on('GET', `${path}/:message`, (request) => {
    const { conversation, message } = addressed(request);
    return { status: 200, body: resource(conversation, message) };
  });

  context.on('POST', `${path}/:message`, (request) => {
    const { conversation, message } = addressed(request);
    const { form } = request;
    model.messages.update(
      conversation,
      message,
      {
        author: form.get('Author'),
        body: form.get('Body'),
        subject: form.get('Subject'),
        attributes: form.get('Attributes'),
      },
      restActor(request),
    );
    return { status: 200, body: resource(conversation, message) };
  });

  context.on('DELETE', `${path}/:message`, (request) => {
    const { conversation, message } = addressed(request);
    model.messages.remove(conversation, message, restActor(request));
    return { status: 204 };
  });
}

const mediaResource = ({ sid, size, contentType, filename }: Media) => ({
  sid,
  size,
  content_type: contentType,
  filename,
});
