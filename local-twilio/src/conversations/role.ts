import type { Permission, RoleType } from './permissions';

/** https://www.twilio.com/docs/conversations/api/role-resource */
export interface Role {
  sid: string;
  friendlyName: string;
  type: RoleType;
  permissions: Permission[];
  dateCreated: string;
  dateUpdated: string;
}

/** A role that has no SID yet. */
export type NewRole = Pick<Role, 'friendlyName' | 'type' | 'permissions'>;

/** Which a Service gives to whom nobody gave one. */
export interface DefaultRoles {
  /** Of an SDK user in the conversation that he created. */
  creatorRoleSid: string;
  defaultConversationRoleSid: string;
  defaultServiceRoleSid: string;
}
