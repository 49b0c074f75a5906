import type { UpstreamRoutes } from '../../twilsock/upstream-routes';
import { actorOf, CONVERSATIONS, created, NO_CONTENT, ok } from './replies';
import { SdkBody } from './sdk-body';
import type { SdkParts } from './sdk-parts';

/** Who comes, goes and describes himself. */
export function registerParticipants(routes: UpstreamRoutes, { model, access, resources }: SdkParts): void {
  routes.on('POST', `${CONVERSATIONS}/:sid/Participants`, (request) => {
    const conversation = model.get(request.params.sid ?? '');
    const body = new SdkBody(request.body);
    const joins = body.text('identity') === request.identity && conversation.createdBy === request.identity;
    if (joins) access.requireVisible(conversation, request.identity);
    else access.require(conversation, request.identity, 'addParticipant');
    const binding = body.fields('messaging_binding');
    const participant = model.participants.add(
      conversation,
      {
        identity: body.text('identity'),
        attributes: body.text('attributes'),
        messagingBinding: binding && {
          type: 'sms',
          address: String(binding.address),
          proxyAddress: String(binding.proxy_address),
        },
      },
      actorOf(request),
    );
    return created(resources.participant(conversation, participant));
  });
  routes.on('POST', `${CONVERSATIONS}/:sid/Participants/:participant`, (request) => {
    const conversation = model.get(request.params.sid ?? '');
    access.requireMember(conversation, request.identity);
    const participant = model.participants.get(conversation, request.params.participant ?? '');
    const isOwn = participant.identity === request.identity;
    access.require(
      conversation,
      request.identity,
      isOwn ? 'editOwnParticipantAttributes' : 'editAnyParticipantAttributes',
    );
    const attributes = new SdkBody(request.body).text('attributes');
    model.participants.update(conversation, participant, { attributes }, actorOf(request));
    return ok(resources.participant(conversation, participant));
  });
  routes.on('DELETE', `${CONVERSATIONS}/:sid/Participants/:participant`, (request) => {
    const conversation = model.get(request.params.sid ?? '');
    access.requireVisible(conversation, request.identity);
    const participant = model.participants.get(conversation, request.params.participant ?? '');
    const isOwn = participant.identity === request.identity;
    access.require(conversation, request.identity, isOwn ? 'leaveConversation' : 'removeParticipant');
    model.participants.remove(conversation, participant, actorOf(request));
    return NO_CONTENT;
  });
}
