import type { UpstreamRoutes } from '../../twilsock/upstream-routes';
import { participantWithIdentity } from '../conversation';
import { actorOf, list, ok } from './replies';
import type { SdkParts } from './sdk-parts';

const MINE = '/Client/v2/Me/Conversations';

/** A user's own view of his conversations: read horizon, notification level. */
export function registerMembership(routes: UpstreamRoutes, { model, access, resources }: SdkParts): void {
  routes.on('GET', MINE, ({ identity }) => {
    const mine = model.all().filter((conversation) => participantWithIdentity(conversation, identity));
    return list(
      'conversations',
      mine.map((conversation) => resources.conversation(conversation, identity)),
    );
  });
  routes.on('GET', `${MINE}/:sid`, ({ params, identity }) => {
    const conversation = model.get(params.sid ?? '');
    access.requireMember(conversation, identity);
    return ok(resources.conversation(conversation, identity));
  });
  routes.on('POST', `${MINE}/:sid`, (request) => {
    const conversation = model.get(request.params.sid ?? '');
    const participant = access.requireMember(conversation, request.identity);
    const { last_read_message_index: index, notification_level: level } = request.body;
    if (level === 'default' || level === 'muted') {
      access.require(conversation, request.identity, 'editNotificationLevel');
      model.participants.setNotificationLevel(conversation, participant, level, actorOf(request));
    }
    if (index === null || Number.isInteger(index)) {
      model.participants.setLastRead(conversation, participant, index as number | null, actorOf(request));
    }
    const resource = resources.conversation(conversation, request.identity);
    // Nothing read any more: everything is unread, though the count of a fetch is unknown then.
    return ok(index === null ? { ...resource, unread_messages_count: conversation.messages.size } : resource);
  });
}
