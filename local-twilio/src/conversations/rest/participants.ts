import { badRequest } from '../../http/errors';
import { page } from '../../http/paging';
import type { RestRequest } from '../../http/routes';
import type { Conversation, MessagingBinding, Participant } from '../conversation';
import { type RestContext, restActor } from './rest-context';

/** https://www.twilio.com/docs/conversations/api/conversation-participant-resource */
export function registerParticipants(context: RestContext): void {
  const { account, model, serviceUrl } = context;
  const resource = (conversation: Conversation, participant: Participant) => {
    const binding = participant.messagingBinding;
    return {
      account_sid: account.accountSid,
      chat_service_sid: account.conversationsServiceSid,
      conversation_sid: conversation.sid,
      sid: participant.sid,
      identity: participant.identity,
      attributes: participant.attributes,
      messaging_binding: binding && {
        type: binding.type,
        address: binding.address,
        proxy_address: binding.proxyAddress,
      },
      role_sid: participant.roleSid,
      date_created: participant.dateCreated,
      date_updated: participant.dateUpdated,
      url: `${serviceUrl}/Conversations/${conversation.sid}/Participants/${participant.sid}`,
      last_read_message_index: participant.lastReadMessageIndex,
      last_read_timestamp: participant.lastReadTimestamp,
    };
  };
  const addressed = (request: RestRequest) => {
    const conversation = context.conversation(request);
    return { conversation, participant: model.participants.get(conversation, request.params.participant ?? '') };
  };
  const path = '/Conversations/:conversation/Participants';

  context.on('POST', path, (request) => {
    const conversation = context.conversation(request);
    const { form } = request;
    const participant = model.participants.add(
      conversation,
      {
        identity: form.get('Identity'),
        messagingBinding: bindingOf(request),
        attributes: form.get('Attributes'),
        roleSid: form.get('RoleSid'),
      },
      restActor(request),
    );
    return { status: 201, body: resource(conversation, participant) };
  });

  context.on('GET', path, (request) => {
    const conversation = context.conversation(request);
    const all = [...conversation.participants.values()].map((participant) => resource(conversation, participant));
    return { status: 200, body: page(request, 'participants', all) };
  });

  context.on('GET', `${path}/:participant`, (request) => {
    const { conversation, participant } = addressed(request);
    return { status: 200, body: resource(conversation, participant) };
  });

  context.on('POST', `${path}/:participant`, (request) => {
    const { conversation, participant } = addressed(request);
    const { form } = request;
    model.participants.update(
      conversation,
      participant,
      {
        attributes: form.get('Attributes'),
        roleSid: form.get('RoleSid'),
        lastReadMessageIndex: form.number('LastReadMessageIndex'),
        lastReadTimestamp: form.get('LastReadTimestamp'),
      },
      restActor(request),
    );
    return { status: 200, body: resource(conversation, participant) };
  });

  context.on('DELETE', `${path}/:participant`, (request) => {
    const { conversation, participant } = addressed(request);
    model.participants.remove(conversation, participant, restActor(request));
    return { status: 204 };
  });
}

function bindingOf({ form }: RestRequest): MessagingBinding | undefined {
  const address = form.get('MessagingBinding.Address');
  const proxyAddress = form.get('MessagingBinding.ProxyAddress');
  if (address === undefined && proxyAddress === undefined) return undefined;
  if (!address || !proxyAddress) {
    throw badRequest(20001, 'MessagingBinding.Address and MessagingBinding.ProxyAddress belong together');
  }
  return { type: address.startsWith('whatsapp:') ? 'whatsapp' : 'sms', address, proxyAddress };
}
