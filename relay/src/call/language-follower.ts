const PROMPTS_TO_BE_SURE = 2;

/** Notices that a caller has gone over to another language: one prompt may be a name or a mistake, two are not. */
export class LanguageFollower {
  #other = '';
  #prompts = 0;

  /** @param languages BCP 47 tags that the bot may speak */
  constructor(readonly languages: readonly string[]) {}

  /**
   * @param heard what Twilio says that a prompt was spoken in; with `multi` the primary tag alone
   * @returns the tag to go over to
   */
  hear(heard: string | undefined, spoken: string): string | undefined {
    const other = heard && primary(heard) !== primary(spoken) ? this.#known(heard) : undefined;
    this.#prompts = other && other === this.#other ? this.#prompts + 1 : 1;
    this.#other = other ?? '';
    if (!other || this.#prompts < PROMPTS_TO_BE_SURE) return undefined;
    this.#other = '';
    return other;
  }

  #known(tag: string): string | undefined {
    return this.languages.find((each) => each === tag) ?? this.languages.find((each) => primary(each) === primary(tag));
  }
}

const primary = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? '';
