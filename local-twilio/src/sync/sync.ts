import type { Kernel } from '../kernel';
import { registerDocuments } from './rest';
import { registerLists } from './rest-lists';
import { SyncStore } from './store';

/** The Sync service that only servers use: documents and lists over REST, no client may read them. */
export function createSync(kernel: Kernel): { state(): unknown } {
  const store = new SyncStore(kernel.clock, kernel.assumptions.syncExpiryLagMs);
  registerDocuments(kernel, store);
  registerLists(kernel, store);
  return {
    state: () =>
      store.all('document').map((object) => ({
        sid: object.sid,
        uniqueName: object.uniqueName,
        revision: String(object.revision),
        dateExpires: object.dateExpires,
        data: object.data,
      })),
  };
}
