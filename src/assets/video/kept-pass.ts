import type { KeyValueStorage } from '../chat/key-value-storage';

const KEY = 'flex-video-pass';

/** What a code was exchanged for. It is kept with its code, so that a reload goes on as the same person. */
export class KeptPass {
  #pass: string | undefined;

  /** @param storage of this tab */
  constructor(private readonly storage: KeyValueStorage | undefined) {}

  get pass(): string | undefined {
    return this.#pass;
  }

  /** Goes on with what is kept for this code; with nothing for another one. */
  use(code: string | undefined): void {
    try {
      const [of, pass] = JSON.parse(this.storage?.getItem(KEY) ?? '[]') as string[];
      this.#pass = code !== undefined && of === code ? pass : undefined;
    } catch {
      this.#pass = undefined;
    }
  }

  keep(code: string | undefined, pass: string): void {
    this.#pass = pass;
    this.storage?.setItem(KEY, JSON.stringify([code, pass]));
  }

  forget(): void {
    this.#pass = undefined;
    this.storage?.removeItem(KEY);
  }
}
