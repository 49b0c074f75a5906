import type { Kernel } from '../kernel';
import type { MediaStore } from './media-store';
import type { ConversationsModel } from './model';
import { registerConversations } from './rest/conversations';
import { registerMessages } from './rest/messages';
import { registerParticipants } from './rest/participants';
import { RestContext } from './rest/rest-context';
import { registerRoles } from './rest/roles';
import { registerScopedWebhooks } from './rest/scoped-webhooks';
import { registerServiceConfiguration } from './rest/service-configuration';
import { registerUsers } from './rest/users';

/** Conversations v1, below its service: /v1/Services/{IS}/… */
export function registerRest(
  kernel: Kernel,
  model: ConversationsModel,
  media: MediaStore,
  isOnline: (identity: string) => boolean,
): void {
  const context = new RestContext(kernel.account, model, kernel.routes);
  registerConversations(context);
  registerParticipants(context);
  registerMessages(context, media);
  registerScopedWebhooks(context);
  registerUsers(context, isOnline);
  registerRoles(context);
  registerServiceConfiguration(context, kernel.routes);
}
