import type { KeyValueStorage } from '../chat/key-value-storage';

const CONSENT = 'flex-video.consent';

/** What a tab knows of its agent, so that a reload goes on and nobody is asked twice. */
export class TabMemory {
  readonly #call: string;

  constructor(
    private readonly storage: KeyValueStorage,
    conversationSid: string,
  ) {
    this.#call = `flex-video.${conversationSid}`;
  }

  /** Was the agent in this call when the page went away? */
  get wasInside(): boolean {
    return this.storage.getItem(this.#call) !== null;
  }

  set wasInside(inside: boolean) {
    if (inside) this.storage.setItem(this.#call, '1');
    else this.storage.removeItem(this.#call);
  }

  /** To be recorded, in all calls of this tab; undefined: not decided yet. */
  get consent(): boolean | undefined {
    const kept = this.storage.getItem(CONSENT);
    return kept === null ? undefined : kept === 'yes';
  }

  set consent(consent: boolean) {
    this.storage.setItem(CONSENT, consent ? 'yes' : 'no');
  }
}
