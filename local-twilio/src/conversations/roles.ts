import type { Account } from '../account/account';
import { newSid } from '../account/sids';
import { badRequest } from '../http/errors';
import { checkPermissions, type Permission } from './permissions';
import type { DefaultRoles, NewRole, Role } from './role';
import { seedRoles } from './seed-roles';

/** The roles of the service. */
export class Roles implements DefaultRoles {
  creatorRoleSid: string;
  defaultConversationRoleSid: string;
  defaultServiceRoleSid: string;
  #roles = new Map<string, Role>();

  constructor(
    account: Account,
    private readonly now: () => string,
    usersCreate: boolean,
  ) {
    const { roles, defaults } = seedRoles(account, usersCreate);
    this.creatorRoleSid = defaults.creatorRoleSid;
    this.defaultConversationRoleSid = defaults.defaultConversationRoleSid;
    this.defaultServiceRoleSid = defaults.defaultServiceRoleSid;
    for (const { sid, ...fields } of roles) this.create(fields, sid);
  }

  /** @throws TwilioError 400 for a permission that does not exist or has no place in a role of that type */
  create(fields: NewRole, sid = newSid('RL')): Role {
    checkPermissions(fields.type, fields.permissions);
    const now = this.now();
    const role: Role = { ...fields, sid, dateCreated: now, dateUpdated: now };
    this.#roles.set(sid, role);
    return role;
  }

  /** The given permissions take the place of all that were there. */
  update(role: Role, permissions: Permission[]): void {
    checkPermissions(role.type, permissions);
    role.permissions = permissions;
    role.dateUpdated = this.now();
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
