import type { Account } from '../account/account';
import { seededSid } from '../account/sids';
import { badRequest } from '../http/errors';

/** https://www.twilio.com/docs/conversations/api/role-resource */
export type Permission =
  | 'addParticipant'
  | 'removeParticipant'
  | 'editConversationName'
  | 'editConversationAttributes'
  | 'deleteConversation'
  | 'sendMessage'
  | 'sendMediaMessage'
  | 'leaveConversation'
  | 'editOwnMessage'
  | 'editOwnMessageAttributes'
  | 'deleteOwnMessage'
  | 'editAnyMessage'
  | 'editAnyMessageAttributes'
  | 'deleteAnyMessage'
  | 'editAnyParticipantAttributes'
  | 'editOwnParticipantAttributes'
  | 'editNotificationLevel'
  | 'createConversation'
  | 'joinConversation'
  | 'editOwnUserInfo';

export interface Role {
  sid: string;
  friendlyName: string;
  type: 'conversation' | 'service';
  permissions: Permission[];
  dateCreated: string;
}

const MEMBER: Permission[] = [
  'sendMessage',
  'sendMediaMessage',
  'leaveConversation',
  'editOwnMessage',
  'editOwnMessageAttributes',
  'deleteOwnMessage',
  'editOwnParticipantAttributes',
  'editNotificationLevel',
];
/** More than a visitor should have: an application that forgets RoleSid must find out here. */
const DEFAULT_MEMBER: Permission[] = [
  ...MEMBER,
  'addParticipant',
  'removeParticipant',
  'editConversationName',
  'editConversationAttributes',
];
const CREATOR: Permission[] = [
  ...DEFAULT_MEMBER,
  'deleteConversation',
  'editAnyMessage',
  'editAnyMessageAttributes',
  'deleteAnyMessage',
  'editAnyParticipantAttributes',
];

/** The roles of the service; they are there from the start and stay as they are. */
export class Roles {
  readonly defaultConversationRoleSid = seededSid('RL', 'role-channel-user');
  /** Of an SDK user in the conversation that he created. */
  readonly creatorRoleSid = seededSid('RL', 'role-channel-admin');
  readonly defaultServiceRoleSid = seededSid('RL', 'role-service-user');
  #roles = new Map<string, Role>();

  constructor(account: Account, dateCreated: string) {
    const add = (sid: string, friendlyName: string, type: Role['type'], permissions: Permission[]) =>
      this.#roles.set(sid, { sid, friendlyName, type, permissions, dateCreated });
    add(this.defaultServiceRoleSid, 'service user', 'service', ['createConversation', 'editOwnUserInfo']);
    add(this.creatorRoleSid, 'channel admin', 'conversation', CREATOR);
    add(this.defaultConversationRoleSid, 'channel user', 'conversation', DEFAULT_MEMBER);
    add(account.customerRoleSid, 'customer', 'conversation', [
      'sendMessage',
      'sendMediaMessage',
      'leaveConversation',
      'editOwnMessage',
      'editOwnMessageAttributes',
    ]);
  }

  all(): Role[] {
    return [...this.#roles.values()];
  }

  find(sid: string): Role | undefined {
    return this.#roles.get(sid);
  }

  permits(roleSid: string, permission: Permission): boolean {
    return this.#roles.get(roleSid)?.permissions.includes(permission) ?? false;
  }

  /** The SID itself when it is a role of that type; throws otherwise. */
  checked(sid: string, type: Role['type']): string {
    if (this.#roles.get(sid)?.type !== type)
      throw badRequest(20001, `Invalid parameter RoleSid: no ${type} role ${sid}`);
    return sid;
  }
}
