import { randomBytes } from 'node:crypto';
import type { Clock } from '../account/clock';
import { newSid } from '../account/sids';
import type { Media } from './conversation';

export interface StoredMedia extends Media {
  data: Buffer;
  author: string;
  dateCreated: string;
}

interface Link {
  media: StoredMedia;
  /** Milliseconds since 1970. */
  opensUntil: number;
}

/** Files that were uploaded; a message refers to them. */
export class MediaStore {
  readonly #media = new Map<string, StoredMedia>();
  /** By the key in the temporary URL. */
  readonly #links = new Map<string, Link>();

  constructor(
    private readonly clock: Clock,
    private readonly linkSeconds: number,
  ) {}

  add(given: Omit<StoredMedia, 'sid' | 'size'>): StoredMedia {
    const media = { ...given, sid: newSid('ME'), size: given.data.length };
    this.#media.set(media.sid, media);
    return media;
  }

  find(sid: string): StoredMedia | undefined {
    return this.#media.get(sid);
  }

  /** A new key that opens the bytes without a token, for a while. */
  link(media: StoredMedia): string {
    const key = randomBytes(16).toString('hex');
    const now = this.clock.now();
    for (const [old, { opensUntil }] of this.#links) if (opensUntil <= now) this.#links.delete(old);
    this.#links.set(key, { media, opensUntil: now + this.linkSeconds * 1000 });
    return key;
  }

  /** What this key still opens. */
  linked(key: string): StoredMedia | undefined {
    const link = this.#links.get(key);
    return link && link.opensUntil > this.clock.now() ? link.media : undefined;
  }
}
