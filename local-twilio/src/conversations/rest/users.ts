import { notFound } from '../../http/errors';
import type { RestRequest } from '../../http/routes';
import type { User } from '../users';
import type { RestContext } from './rest-context';

/** Fetch, update and delete; users come into being by themselves. https://www.twilio.com/docs/conversations/api/user-resource */
export function registerUsers(context: RestContext, isOnline: (identity: string) => boolean): void {
  const { account, model, serviceUrl } = context;
  const resource = (user: User) => {
    const url = `${serviceUrl}/Users/${user.sid}`;
    return {
      sid: user.sid,
      account_sid: account.accountSid,
      chat_service_sid: account.conversationsServiceSid,
      role_sid: user.roleSid,
      identity: user.identity,
      friendly_name: user.friendlyName,
      attributes: user.attributes,
      is_online: isOnline(user.identity),
      is_notifiable: null,
      date_created: user.dateCreated,
      date_updated: user.dateUpdated,
      url,
      links: { user_conversations: `${url}/Conversations` },
    };
  };
  const addressed = (request: RestRequest): User => {
    const user = model.users.find(request.params.user ?? '');
    if (!user) throw notFound(request.path);
    return user;
  };

  context.on('GET', '/Users/:user', (request) => ({ status: 200, body: resource(addressed(request)) }));

  context.on('DELETE', '/Users/:user', (request) => {
    model.users.remove(addressed(request));
    return { status: 204 };
  });

  context.on('POST', '/Users/:user', (request) => {
    const user = addressed(request);
    const { form } = request;
    model.updateUser(user, {
      friendlyName: form.get('FriendlyName'),
      attributes: form.get('Attributes'),
      roleSid: form.get('RoleSid'),
    });
    return { status: 200, body: resource(user) };
  });
}
