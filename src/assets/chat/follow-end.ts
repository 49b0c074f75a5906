/** How near to its end a log still follows what is new. */
const NEAR_PX = 80;

/**
 * Keeps a scrolled element at its end while its content grows (messages, pictures, fonts) or it shrinks itself (a
 * keyboard, a longer draft). Whoever has scrolled up is left where they are.
 */
export class FollowEnd {
  readonly #observer = new ResizeObserver(() => this.#keep());
  readonly #changed: () => void;
  #log: HTMLElement | undefined;
  #away = false;
  #top = 0;
  #size = '';
  #heightBefore = 0;

  /** @param changed after `away` has changed */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Somebody reads further up. */
  get away(): boolean {
    return this.#away;
  }

  /** The element and the one that holds its content; nothing is followed without them. */
  watch(log: HTMLElement | undefined, content?: Element): void {
    if (log === this.#log) return;
    this.#observer.disconnect();
    this.#log?.removeEventListener('scroll', this.#onScroll);
    this.#log = log;
    this.#top = 0;
    this.#setAway(false);
    if (!log) return;
    log.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#observer.observe(log);
    if (content) this.#observer.observe(content);
  }

  toEnd(): void {
    this.#setAway(false);
    this.#keep();
  }

  /** Before something may come in above. */
  measure(): void {
    this.#heightBefore = this.#away ? (this.#log?.scrollHeight ?? 0) : 0;
  }

  /** Something has come in above: what somebody reads stays where it was. */
  keepPlace(): void {
    if (this.#log && this.#away) this.#log.scrollTop += this.#log.scrollHeight - this.#heightBefore;
  }

  #keep(): void {
    if (!this.#log) return;
    if (!this.#away) this.#log.scrollTop = this.#log.scrollHeight;
    this.#size = sizeOf(this.#log);
  }

  readonly #onScroll = (): void => {
    if (!this.#log) return;
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    // Far from the end without having gone up, or moved by content that has shrunk: it is followed in a moment.
    const went = scrollTop < this.#top && sizeOf(this.#log) === this.#size;
    this.#top = scrollTop;
    if (near || went) this.#setAway(!near);
  };

  #setAway(away: boolean): void {
    if (away === this.#away) return;
    this.#away = away;
    this.#changed();
  }
}

const sizeOf = ({ scrollHeight, clientHeight }: HTMLElement): string => `${scrollHeight} ${clientHeight}`;
