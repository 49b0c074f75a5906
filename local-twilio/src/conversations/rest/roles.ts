import { notFound } from '../../http/errors';
import { page } from '../../http/paging';
import type { Role } from '../roles';
import type { RestContext } from './rest-context';

/** https://www.twilio.com/docs/conversations/api/role-resource */
export function registerRoles(context: RestContext): void {
  const { account, model, serviceUrl } = context;
  const resource = (role: Role) => ({
    sid: role.sid,
    account_sid: account.accountSid,
    chat_service_sid: account.conversationsServiceSid,
    friendly_name: role.friendlyName,
    type: role.type,
    permissions: role.permissions,
    date_created: role.dateCreated,
    date_updated: role.dateCreated,
    url: `${serviceUrl}/Roles/${role.sid}`,
  });

  context.on('GET', '/Roles', (request) => ({
    status: 200,
    body: page(request, 'roles', model.roles.all().map(resource)),
  }));

  context.on('GET', '/Roles/:role', (request) => {
    const role = model.roles.find(request.params.role ?? '');
    if (!role) throw notFound(request.path);
    return { status: 200, body: resource(role) };
  });
}
