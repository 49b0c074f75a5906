import { TwilioError } from '../../http/errors';
import type { UpstreamReply, UpstreamRequest, UpstreamRoutes } from '../../twilsock/upstream-routes';
import { list, ok } from './replies';
import { SdkBody } from './sdk-body';
import { sdkConfiguration } from './sdk-configuration';
import type { SdkParts } from './sdk-parts';

/** The configuration, and users. */
export function registerUsers(routes: UpstreamRoutes, { kernel, model, mirror, access, resources }: SdkParts): void {
  routes.on('GET', '/Client/v2/Configuration', ({ identity, connection }) =>
    ok(sdkConfiguration(kernel, mirror, model.users.withIdentity(identity), connection.origin)),
  );
  routes.on('GET', '/Client/v2/ContentTemplates', () => list('templates', []));
  routes.on('GET', '/Client/v2/Users/:identity', ({ params }) => {
    const user = model.users.find(params.identity ?? '');
    if (!user) throw new TwilioError(404, 50200, 'User not found');
    return ok(resources.user(user));
  });
  const update = (request: UpstreamRequest, identity: string): UpstreamReply => {
    if (identity !== request.identity) throw new TwilioError(403, 50107, 'User unauthorized for command');
    access.requireInService(identity, 'editOwnUserInfo');
    const body = new SdkBody(request.body);
    const user = model.users.withIdentity(identity);
    model.updateUser(user, { friendlyName: body.text('friendly_name'), attributes: body.text('attributes') });
    return ok(resources.user(user));
  };
  routes.on('POST', '/Client/v2/Users/:identity', (request) => update(request, request.params.identity ?? ''));
  routes.on('POST', '/Client/v2/Me', (request) => update(request, request.identity));
}
