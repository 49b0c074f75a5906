import { DEFAULT_SYNC_SERVICE_SID } from '../account/account';
import type { Kernel } from '../kernel';
import { registerDocuments } from './rest';
import { registerLists } from './rest-lists';
import { registerServices } from './rest-services';
import { SyncServices } from './services';

/** The Sync services that only servers use: documents and lists over REST, no client may read them. */
export function createSync(kernel: Kernel): { state(): unknown } {
  const { account, assumptions, clock } = kernel;
  const services = new SyncServices(clock, assumptions.syncExpiryLagMs);
  services.create({ friendlyName: 'Default Service' }, { sid: DEFAULT_SYNC_SERVICE_SID, uniqueName: 'default' });
  if (account.seed === 'ready') {
    services.create({ friendlyName: 'flex-handoff', aclEnabled: true }, { sid: account.syncServiceSid });
  }
  registerServices(kernel, services);
  registerDocuments(kernel, services);
  registerLists(kernel, services);
  return {
    state: () =>
      services
        .all()
        .flatMap(({ store }) => store.all('document'))
        .map((object) => ({
          sid: object.sid,
          uniqueName: object.uniqueName,
          revision: String(object.revision),
          dateExpires: object.dateExpires,
          data: object.data,
        })),
  };
}
