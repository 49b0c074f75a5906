import type { WebSocket } from 'ws';
import type { Kernel } from '../kernel';
import type { ConversationsPort, StudioPort } from '../ports';
import { SyncStore } from '../sync/store';
import { registerSyncForClients } from '../sync/subscriptions';
import { TwilsockConnection } from '../twilsock/connection';
import { UpstreamRoutes } from '../twilsock/upstream-routes';
import { Access } from './access';
import { isUserChange } from './changes';
import { requireChatGrant } from './chat-grant';
import { Connections } from './connections';
import { conversationEvent } from './event-parameters';
import { registerMedia } from './media';
import { MediaStore } from './media-store';
import { ConversationsModel } from './model';
import { conversationsPort } from './port';
import { registerRest } from './rest';
import { registerSdk } from './sdk';
import { conversationsState } from './state';
import { SyncMirror } from './sync-mirror';
import { WebhookDispatcher } from './webhooks';

export interface Conversations extends ConversationsPort {
  /** A socket at tsock.us1.twilio.com/v3/wsconnect. */
  onTwilsock(socket: WebSocket, origin: string): void;
  /** Everything, for people to look at. */
  state(): unknown;
}

/** The Conversations product: REST and media routes are registered, SDK sockets come by `onTwilsock`. */
export function createConversations(kernel: Kernel, others: { studio: () => StudioPort }): Conversations {
  const { account, assumptions, clock, events } = kernel;
  const model = new ConversationsModel(account, clock, assumptions);
  const media = new MediaStore(clock, assumptions.mediaLinkSeconds);
  const connections = new Connections();
  const access = new Access(model.roles, model.users);
  const store = new SyncStore(clock, assumptions.syncExpiryLagMs);
  const mirror = new SyncMirror(store, access, (identity) => model.users.withIdentity(identity));
  const webhooks = new WebhookDispatcher(kernel, others.studio);

  model.onChange((change) => {
    access.note(change);
    mirror.apply(change);
    if (isUserChange(change)) return;
    const event = conversationEvent(change, account, clock.isoNow());
    if (!event) return;
    webhooks.dispatch(change, event);
    events.emit('conversations', event);
  });
  model.onReplay((conversation, webhook, messages) => webhooks.replay(conversation, webhook, messages));

  registerRest(kernel, model, media, (identity) => connections.of(identity).length > 0);
  registerMedia(kernel, model, media);

  const upstream = new UpstreamRoutes();
  registerSyncForClients(upstream, store);
  const notify = (identity: string, messageType: string, payload: unknown) => {
    for (const connection of connections.of(identity)) connection.notify(messageType, payload);
  };
  registerSdk(upstream, { kernel, model, access, mirror, media, notify });

  return {
    ...conversationsPort(model),
    onTwilsock: (socket, origin) => {
      new TwilsockConnection(socket, {
        account,
        origin,
        tokenExpiryWarningSeconds: kernel.tokenExpiryWarningSeconds,
        authorize: (claims) => requireChatGrant(claims, account),
        answer: (request) => upstream.answer(request, kernel.say),
        onOpen: (connection) => {
          connections.add(connection);
          model.users.withIdentity(connection.identity);
        },
        onClose: (connection) => {
          connections.delete(connection);
          store.unsubscribeAll(connection);
        },
        say: kernel.say,
      });
    },
    state: () => conversationsState(model),
  };
}
