import type { Account } from '../account/account';
import { seededSid } from '../account/sids';
import type { Permission } from './permissions';
import type { DefaultRoles, NewRole } from './role';

type SeededRole = NewRole & { sid: string };

export interface SeededRoles {
  roles: SeededRole[];
  defaults: DefaultRoles;
}

const SERVICE_USER = seededSid('RL', 'role-service-user');
const SEND: Permission[] = ['sendMessage', 'sendMediaMessage', 'leaveConversation'];
const OWN_MESSAGES: Permission[] = ['editOwnMessage', 'editOwnMessageAttributes', 'deleteOwnMessage'];
const ANY_MESSAGE: Permission[] = ['editAnyMessage', 'editAnyMessageAttributes', 'deleteAnyMessage'];
const MEMBER: Permission[] = [...SEND, ...OWN_MESSAGES, 'editOwnParticipantAttributes', 'editNotificationLevel'];
/** More than a visitor should have: an application that forgets RoleSid must find out here. */
const DEFAULT_MEMBER: Permission[] = [
  ...MEMBER,
  'addParticipant',
  'removeParticipant',
  'editConversationName',
  'editConversationAttributes',
];

/**
 * The roles that are there from the first second on.
 *
 * @param usersCreate the default service role lets its users create conversations
 */
export function seedRoles(account: Account, usersCreate: boolean): SeededRoles {
  const permissions: Permission[] = usersCreate ? ['createConversation', 'editOwnUserInfo'] : ['editOwnUserInfo'];
  const user: SeededRole = { sid: SERVICE_USER, friendlyName: 'service user', type: 'service', permissions };
  return account.seed === 'new-flex' ? rolesOfFlex(account, user) : readyRoles(account, user);
}

/**
 * https://www.twilio.com/docs/flex/admin-guide/setup/conversations/conversations-roles. That page names no default
 * service role: the one here is what a Service has without Flex.
 */
function rolesOfFlex({ customerRoleSid }: Account, user: SeededRole): SeededRoles {
  const agent: Permission[] = ['editConversationAttributes', ...SEND, ...OWN_MESSAGES];
  const admin = seededSid('RL', 'role-flex-admin');
  const people: Permission[] = ['joinConversation', 'addParticipant', 'removeParticipant', 'editOwnUserInfo'];
  return {
    defaults: { creatorRoleSid: admin, defaultConversationRoleSid: customerRoleSid, defaultServiceRoleSid: user.sid },
    roles: [
      {
        sid: seededSid('RL', 'role-flex-service-admin'),
        friendlyName: 'admin',
        type: 'service',
        permissions: [...people, 'deleteConversation', 'editConversationAttributes', 'editAnyUserInfo'],
      },
      {
        sid: seededSid('RL', 'role-flex-service-supervisor'),
        friendlyName: 'supervisor',
        type: 'service',
        permissions: people,
      },
      user,
      { sid: customerRoleSid, friendlyName: 'guest', type: 'conversation', permissions: SEND },
      { sid: seededSid('RL', 'role-flex-agent'), friendlyName: 'agent', type: 'conversation', permissions: agent },
      { sid: admin, friendlyName: 'admin', type: 'conversation', permissions: [...agent, ...ANY_MESSAGE] },
      {
        sid: seededSid('RL', 'role-flex-supervisor'),
        friendlyName: 'supervisor',
        type: 'conversation',
        permissions: [...agent, ...ANY_MESSAGE],
      },
    ],
  };
}

function readyRoles({ customerRoleSid }: Account, user: SeededRole): SeededRoles {
  const creator = seededSid('RL', 'role-channel-admin');
  const member = seededSid('RL', 'role-channel-user');
  return {
    defaults: { creatorRoleSid: creator, defaultConversationRoleSid: member, defaultServiceRoleSid: user.sid },
    roles: [
      user,
      {
        sid: creator,
        friendlyName: 'channel admin',
        type: 'conversation',
        permissions: [...DEFAULT_MEMBER, 'deleteConversation', ...ANY_MESSAGE, 'editAnyParticipantAttributes'],
      },
      { sid: member, friendlyName: 'channel user', type: 'conversation', permissions: DEFAULT_MEMBER },
      {
        sid: customerRoleSid,
        friendlyName: 'customer',
        type: 'conversation',
        permissions: [...SEND, 'editOwnMessage', 'editOwnMessageAttributes'],
      },
    ],
  };
}
