import { randomBytes } from 'node:crypto';
import { newSid } from '../account/sids';
import type { Media } from './conversation';

export interface StoredMedia extends Media {
  data: Buffer;
  author: string;
  dateCreated: string;
  /** Opens the bytes without a token. */
  contentKey: string;
}

/** Files that SDK users have uploaded; a message refers to them. */
export class MediaStore {
  #media = new Map<string, StoredMedia>();

  add(given: Omit<StoredMedia, 'sid' | 'size' | 'contentKey'>): StoredMedia {
    const media = { ...given, sid: newSid('ME'), size: given.data.length, contentKey: randomBytes(16).toString('hex') };
    this.#media.set(media.sid, media);
    return media;
  }

  find(sid: string): StoredMedia | undefined {
    return this.#media.get(sid);
  }
}
