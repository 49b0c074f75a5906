import type { Clock, Timer } from '../account/clock';
import { NOBODY, SyncObject, type SyncReaders, type SyncSubscriber, type SyncType } from './sync-object';

export interface NewSyncObject {
  uniqueName?: string;
  /** Documents only. */
  data?: unknown;
  /** Nobody but the server when absent. */
  readers?: SyncReaders;
  /** Seconds; 0 and absent: for ever. */
  ttl?: number;
}

/** The objects of one Sync service: found by SID or by a unique name, gone some time after their TTL. */
export class SyncStore {
  #bySid = new Map<string, SyncObject>();
  #byName = new Map<string, SyncObject>();
  #expiries = new Map<string, Timer>();

  constructor(
    private readonly clock: Clock,
    /** Milliseconds for which an object outlives its TTL. */
    private readonly expiryLagMs: number,
  ) {}

  /** Undefined: the unique name is taken. */
  create(type: SyncType, given: NewSyncObject): SyncObject | undefined {
    const uniqueName = given.uniqueName ?? null;
    if (uniqueName !== null && this.#byName.has(nameKey(type, uniqueName))) return undefined;
    const object = new SyncObject(type, uniqueName, given.data ?? {}, given.readers ?? NOBODY, () =>
      this.clock.isoNow(),
    );
    this.#bySid.set(object.sid, object);
    if (uniqueName !== null) this.#byName.set(nameKey(type, uniqueName), object);
    if (given.ttl) this.setTtl(object, given.ttl, Date.parse(object.dateCreated));
    return object;
  }

  find(type: SyncType, sidOrName: string): SyncObject | undefined {
    const object = this.#bySid.get(sidOrName) ?? this.#byName.get(nameKey(type, sidOrName));
    return object?.type === type ? object : undefined;
  }

  bySid(sid: string): SyncObject | undefined {
    return this.#bySid.get(sid);
  }

  /** Oldest first. */
  all(type: SyncType): SyncObject[] {
    return [...this.#bySid.values()].filter((object) => object.type === type);
  }

  remove(object: SyncObject): void {
    this.#forget(object);
    object.removed();
  }

  /** Its subscribers hear that it is gone, though it can be opened for so long, in real time. */
  removeLater(object: SyncObject, milliseconds: number): void {
    object.removed();
    setTimeout(() => this.#forget(object), milliseconds).unref();
  }

  /** Starts the life time anew; 0 seconds: for ever. It does not move on by itself when the data change. */
  setTtl(object: SyncObject, ttl: number, from = this.clock.now()): void {
    this.#expiries.get(object.sid)?.cancel();
    this.#expiries.delete(object.sid);
    object.dateExpires = null;
    if (ttl === 0) return;
    object.dateExpires = new Date(from + (ttl * 1000) / this.clock.speed).toISOString();
    this.#expiries.set(
      object.sid,
      this.clock.after(ttl * 1000 + this.expiryLagMs, () => this.remove(object)),
    );
  }

  /** A connection is gone. */
  unsubscribeAll(subscriber: SyncSubscriber): void {
    for (const object of this.#bySid.values()) object.subscribers.delete(subscriber);
  }

  #forget(object: SyncObject): void {
    this.#expiries.get(object.sid)?.cancel();
    this.#expiries.delete(object.sid);
    this.#bySid.delete(object.sid);
    if (object.uniqueName !== null) this.#byName.delete(nameKey(object.type, object.uniqueName));
  }
}

const nameKey = (type: SyncType, uniqueName: string) => `${type}:${uniqueName}`;
