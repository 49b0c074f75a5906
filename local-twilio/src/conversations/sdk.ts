import type { UpstreamRoutes } from '../twilsock/upstream-routes';
import { registerConversations } from './sdk/conversations';
import { registerMembership } from './sdk/membership';
import { registerMessages } from './sdk/messages';
import { registerParticipants } from './sdk/participants';
import type { SdkParts } from './sdk/sdk-parts';
import { SdkResources } from './sdk/sdk-resources';
import { registerUsers } from './sdk/users';

/** What the Conversations SDK asks for through its socket, under the rules of its user's roles. */
export function registerSdk(routes: UpstreamRoutes, given: Omit<SdkParts, 'resources'>): void {
  const parts = { ...given, resources: new SdkResources(given.kernel.account, given.mirror) };
  registerUsers(routes, parts);
  registerConversations(routes, parts);
  registerMembership(routes, parts);
  registerParticipants(routes, parts);
  registerMessages(routes, parts);
}
