import { newSid } from '../account/sids';

export interface User {
  sid: string;
  identity: string;
  friendlyName: string | null;
  /** JSON text. */
  attributes: string;
  roleSid: string;
  dateCreated: string;
  dateUpdated: string;
}

/** Users come into being when an identity connects or is added to a conversation. */
export class Users {
  #byIdentity = new Map<string, User>();

  constructor(
    private readonly defaultRoleSid: () => string,
    private readonly now: () => string,
    private readonly onAdded: (user: User) => void,
  ) {}

  withIdentity(identity: string): User {
    const known = this.#byIdentity.get(identity);
    if (known) return known;
    const now = this.now();
    const user: User = {
      sid: newSid('US'),
      identity,
      friendlyName: null,
      attributes: '{}',
      roleSid: this.defaultRoleSid(),
      dateCreated: now,
      dateUpdated: now,
    };
    this.#byIdentity.set(identity, user);
    this.onAdded(user);
    return user;
  }

  /** By SID or identity. */
  find(sidOrIdentity: string): User | undefined {
    return this.#byIdentity.get(sidOrIdentity) ?? this.all().find(({ sid }) => sid === sidOrIdentity);
  }

  /** An identity that comes again is a new user. */
  remove(user: User): void {
    this.#byIdentity.delete(user.identity);
  }

  all(): User[] {
    return [...this.#byIdentity.values()];
  }
}
