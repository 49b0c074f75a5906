import type { Twilio } from 'twilio';
import type { Environment } from '../environments/environment';
import type { DeeperAnswers } from './account-answers';
import type { Creation, Finding } from './finding';
import { VISITOR_ROLE_NAME } from './names';
import { CREATE, foundByName, join, notKnown, type Part } from './part';

/** To write, to send files and to leave is all that a visitor has to do; reading needs no permission. */
export const VISITOR_PERMISSIONS = ['sendMessage', 'sendMediaMessage', 'leaveConversation'];
/** Of one's own alone. Whatever is not here, also what Twilio adds one day, is more than a visitor should have. */
const HARMLESS = [
  ...VISITOR_PERMISSIONS,
  'editOwnMessage',
  'editOwnMessageAttributes',
  'deleteOwnMessage',
  'editOwnParticipantAttributes',
  'editNotificationLevel',
  'editOwnUserInfo',
];

interface Role {
  sid: string;
  friendlyName: string;
  type: string;
  permissions: string[];
}

/** The role that visitors get in a conversation, and the one that whoever has a token gets in the Service. */
export function examineRoles(client: Twilio, environment: Environment, answers: DeeperAnswers): Part {
  const { roles, serviceConfiguration, serviceSid } = answers;
  if (!roles || !serviceConfiguration || !serviceSid) return {};
  if (!roles.ok) return { findings: [notKnown('CUSTOMER_ROLE_SID', roles)] };
  if (!serviceConfiguration.ok) return { findings: [notKnown('default roles', serviceConfiguration)] };
  const find = (sid: string) => roles.value.find((role) => role.sid === sid);
  const { defaultConversationRoleSid, defaultChatServiceRoleSid } = serviceConfiguration.value;
  const create: Creation = {
    what: `The conversation role "${VISITOR_ROLE_NAME}" (${VISITOR_PERMISSIONS.join(', ')})`,
    make: async () => {
      const role = await client.conversations.v1.services(serviceSid).roles.create({
        friendlyName: VISITOR_ROLE_NAME,
        type: 'conversation',
        permission: VISITOR_PERMISSIONS,
      });
      return { CUSTOMER_ROLE_SID: role.sid };
    },
  };
  return join([
    examineVisitor(environment, roles.value, find(defaultConversationRoleSid), create),
    { findings: examineServiceRole(find(defaultChatServiceRoleSid)) },
  ]);
}

function examineVisitor({ values }: Environment, roles: Role[], ofOthers: Role | undefined, create: Creation): Part {
  const name = 'CUSTOMER_ROLE_SID';
  const sid = values[name];
  const byName = (role: Role) => role.type === 'conversation' && role.friendlyName === VISITOR_ROLE_NAME;
  const role = roles.find((one) => (sid ? one.sid === sid : byName(one)));
  const wrong = (message: string, mend: string): Part => ({
    findings: [{ name, state: 'wrong', value: sid ?? role?.sid, message, mend, required: true }],
  });
  if (sid && !role) {
    return wrong('not in the Conversations Service: it belongs to another one, or is gone', `Empty it; ${CREATE}`);
  }
  if (role && role.type !== 'conversation') {
    return wrong(
      `"${role.friendlyName}" is a ${role.type} role; a participant takes one of a conversation`,
      `Empty it; ${CREATE}`,
    );
  }
  const tooMuch = dangerous(role);
  if (role && tooMuch.length > 0) {
    return wrong(
      `"${role.friendlyName}" lets visitors ${tooMuch.join(', ')}`,
      `Take out of the role: ${tooMuch.join(', ')}.`,
    );
  }
  if (role && sid) {
    const message = `"${role.friendlyName}": ${role.permissions.join(', ')}`;
    return { findings: [{ name, state: 'found', value: sid, message, required: false }] };
  }
  if (role) return foundByName(name, role.sid, `the role "${role.friendlyName}"`);
  const others = dangerous(ofOthers);
  const message =
    others.length > 0
      ? `not set, and the default role "${ofOthers?.friendlyName}" lets visitors ${others.join(', ')}`
      : `not set: visitors get the default role "${ofOthers?.friendlyName ?? 'none'}"`;
  const state = others.length > 0 ? 'missing' : 'unset';
  return { findings: [{ name, state, message, mend: CREATE, required: others.length > 0 }], creations: [create] };
}

/** An Access Token makes its holder a user of the Service: docs/security.md. */
function examineServiceRole(role: Role | undefined): Finding[] {
  const name = 'default service role';
  const tooMuch = dangerous(role);
  if (!role) return [];
  if (tooMuch.length === 0) {
    return [{ name, state: 'found', value: role.sid, message: `"${role.friendlyName}", harmless`, required: false }];
  }
  return [
    {
      name,
      state: 'wrong',
      value: role.sid,
      message: `"${role.friendlyName}" lets whoever opened a chat ${tooMuch.join(', ')}, in conversations of their own`,
      mend: `Take out of the role: ${tooMuch.join(', ')}. Agents have roles of their own.`,
      required: false,
    },
  ];
}

const dangerous = (role: Role | undefined) =>
  (role?.permissions ?? []).filter((permission) => !HARMLESS.includes(permission));
