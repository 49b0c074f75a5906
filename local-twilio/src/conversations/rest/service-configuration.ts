import { badRequest } from '../../http/errors';
import type { Routes } from '../../http/routes';
import type { Role } from '../role';
import { HOST, type RestContext } from './rest-context';

/**
 * Which Service is the default one, and the default roles of the Service.
 * https://www.twilio.com/docs/conversations/api/configuration-resource,
 * https://www.twilio.com/docs/conversations/api/service-configuration-resource
 */
export function registerServiceConfiguration(context: RestContext, routes: Routes): void {
  const { account, model, serviceUrl } = context;
  const { roles } = model;

  routes.on('GET', HOST, '/v1/Configuration', () => ({
    status: 200,
    body: {
      account_sid: account.accountSid,
      default_chat_service_sid: account.conversationsServiceSid,
      default_messaging_service_sid: null,
      default_inactive_timer: null,
      default_closed_timer: null,
      url: `https://${HOST}/v1/Configuration`,
      links: { service: `${serviceUrl}/Configuration`, webhooks: `https://${HOST}/v1/Configuration/Webhooks` },
    },
  }));

  const url = `${serviceUrl}/Configuration`;
  const resource = () => ({
    chat_service_sid: account.conversationsServiceSid,
    default_conversation_creator_role_sid: roles.creatorRoleSid,
    default_conversation_role_sid: roles.defaultConversationRoleSid,
    default_chat_service_role_sid: roles.defaultServiceRoleSid,
    reachability_enabled: false,
    url,
    links: { notifications: `${url}/Notifications`, webhooks: `${url}/Webhooks` },
  });

  context.on('GET', '/Configuration', () => ({ status: 200, body: resource() }));

  context.on('POST', '/Configuration', ({ form }) => {
    if (form.has('ReachabilityEnabled')) throw badRequest(20001, 'The local Twilio does not know ReachabilityEnabled');
    const given = (name: string, type: Role['type'], before: string) => {
      const sid = form.get(name);
      return sid === undefined ? before : roles.checked(sid, type);
    };
    const creatorRoleSid = given('DefaultConversationCreatorRoleSid', 'conversation', roles.creatorRoleSid);
    const defaultConversationRoleSid = given(
      'DefaultConversationRoleSid',
      'conversation',
      roles.defaultConversationRoleSid,
    );
    const defaultServiceRoleSid = given('DefaultChatServiceRoleSid', 'service', roles.defaultServiceRoleSid);
    Object.assign(roles, { creatorRoleSid, defaultConversationRoleSid, defaultServiceRoleSid });
    return { status: 200, body: resource() };
  });
}
