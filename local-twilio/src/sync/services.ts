import type { Clock } from '../account/clock';
import { newSid } from '../account/sids';
import { SyncStore } from './store';

/** https://www.twilio.com/docs/sync/api/service */
export interface SyncServiceSettings {
  friendlyName: string | null;
  webhookUrl: string | null;
  webhooksFromRestEnabled: boolean;
  reachabilityWebhooksEnabled: boolean;
  aclEnabled: boolean;
  reachabilityDebouncingEnabled: boolean;
  /** Milliseconds. */
  reachabilityDebouncingWindow: number;
}

export interface SyncService extends SyncServiceSettings {
  sid: string;
  /** `default` or none; REST gives no other. */
  uniqueName: string | null;
  dateCreated: string;
  dateUpdated: string;
  store: SyncStore;
}

const AS_NEW: SyncServiceSettings = {
  friendlyName: null,
  webhookUrl: null,
  webhooksFromRestEnabled: false,
  reachabilityWebhooksEnabled: false,
  aclEnabled: false,
  reachabilityDebouncingEnabled: false,
  reachabilityDebouncingWindow: 5000,
};

/** The Sync services of the account. They are for servers; what SDKs subscribe to is kept elsewhere. */
export class SyncServices {
  readonly #services = new Map<string, SyncService>();

  constructor(
    private readonly clock: Clock,
    private readonly expiryLagMs: number,
  ) {}

  create(settings: Partial<SyncServiceSettings>, { sid = newSid('IS'), uniqueName = null as string | null } = {}) {
    const now = this.clock.isoNow();
    const service: SyncService = {
      ...AS_NEW,
      ...settings,
      sid,
      uniqueName,
      dateCreated: now,
      dateUpdated: now,
      store: new SyncStore(this.clock, this.expiryLagMs),
    };
    this.#services.set(sid, service);
    return service;
  }

  update(service: SyncService, settings: Partial<SyncServiceSettings>): void {
    Object.assign(service, settings, { dateUpdated: this.clock.isoNow() });
  }

  /** By SID, or `default`. */
  find(sidOrName: string): SyncService | undefined {
    return this.#services.get(sidOrName) ?? this.all().find(({ uniqueName }) => uniqueName === sidOrName);
  }

  all(): SyncService[] {
    return [...this.#services.values()];
  }
}
