import { badRequest, notFound } from '../../http/errors';
import { page } from '../../http/paging';
import type { RestRequest } from '../../http/routes';
import { checkedName } from '../limits';
import { checkPermissions, type Permission } from '../permissions';
import type { Role } from '../role';
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
    date_updated: role.dateUpdated,
    url: `${serviceUrl}/Roles/${role.sid}`,
  });

  context.on('GET', '/Roles', (request) => ({
    status: 200,
    body: page(request, 'roles', model.roles.all().map(resource)),
  }));

  const addressed = (request: RestRequest): Role => {
    const role = model.roles.find(request.params.role ?? '');
    if (!role) throw notFound(request.path);
    return role;
  };

  context.on('POST', '/Roles', (request) => {
    const friendlyName = checkedName('FriendlyName', request.form.required('FriendlyName')) ?? '';
    const type = request.form.required('Type');
    if (type !== 'conversation' && type !== 'service') throw badRequest(20001, `Invalid parameter Type: ${type}`);
    const permissions = permissionsOf(request, type);
    return { status: 201, body: resource(model.roles.create({ friendlyName, type, permissions })) };
  });

  context.on('GET', '/Roles/:role', (request) => ({ status: 200, body: resource(addressed(request)) }));

  context.on('POST', '/Roles/:role', (request) => {
    const role = addressed(request);
    model.roles.update(role, permissionsOf(request, role.type));
    return { status: 200, body: resource(role) };
  });
}

function permissionsOf({ form }: RestRequest, type: Role['type']): Permission[] {
  form.required('Permission');
  const permissions = form.all('Permission');
  checkPermissions(type, permissions);
  return permissions;
}
