import type { Kernel } from '../../kernel';
import type { Access } from '../access';
import type { MediaStore } from '../media-store';
import type { ConversationsModel } from '../model';
import type { SyncMirror } from '../sync-mirror';
import type { SdkResources } from './sdk-resources';

/** What the requests of the SDK need. */
export interface SdkParts {
  kernel: Kernel;
  model: ConversationsModel;
  access: Access;
  mirror: SyncMirror;
  media: MediaStore;
  resources: SdkResources;
  /** To every connection of an identity. */
  notify: (identity: string, messageType: string, payload: unknown) => void;
}
