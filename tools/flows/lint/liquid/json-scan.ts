/** Follows JSON character by character, so that it is known at each place whether it lies inside quotes. */
export class JsonScan {
  /** Between two quotes. */
  inString = false;
  /** The last character outside quotes that is no blank; `"` after a text. */
  last = '';
  /** Which brackets are open: `{` or `[`. */
  readonly open: string[] = [];
  #escaped = false;

  /** Goes on by one character. */
  step(character: string): void {
    if (this.inString) {
      if (this.#escaped) this.#escaped = false;
      else if (character === '\\') this.#escaped = true;
      else if (character === '"') this.inString = false;
      return;
    }
    if (character === '"') this.inString = true;
    else if (character === '{' || character === '[') this.open.push(character);
    else if (character === '}' || character === ']') this.open.pop();
    if (character.trim() !== '') this.last = character;
  }
}
