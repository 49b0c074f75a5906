/** What needs a closer look; everything else passes as it is. */
const SPECIAL =
  /[*_`#[\]<~|\\\n\ud800-\udbff]|:\/\/|www\.|\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f|\u20e3/iu;
/** The beginning of what may become an address in the next piece. */
const ADDRESS_BEGINS = /(?<![\p{L}\p{N}])(?:h|ht|htt|https?|https?:|https?:\/|w|ww|www)$/iu;
const ADDRESS = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)([^\s/?#()<>"'\]]*)([^\s()<>"'\]]*)/giu;
const PICTURES = /\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f|\u20e3|(?![©®™])\p{Extended_Pictographic}/gu;
const TAG = /<\/?[a-z!][^<>]*>/giu;
/** Longer than any tag, link or address that is worth waiting for. */
const LONGEST_HELD = 300;

/**
 * Takes out of an answer what a voice would read aloud to nobody's use: markdown, emoji, tags; of addresses it leaves the
 * host. It keeps back only what the next piece decides on.
 */
export class SpeechFilter {
  #held = '';
  /** What stands before: the beginning of a line, a letter, or anything else. */
  #before: '\n' | 'a' | ' ' = '\n';

  /** @returns what can be spoken now; may be empty */
  push(piece: string): string {
    if (this.#held === '' && this.#before !== '\n' && !SPECIAL.test(piece) && !ADDRESS_BEGINS.test(piece)) {
      if (piece !== '') this.#before = /[\p{L}\p{N}]$/u.test(piece) ? 'a' : ' ';
      return piece;
    }
    const text = this.#held + piece;
    const cut = text.length > LONGEST_HELD ? text.length : decidedUpTo(text, this.#before === '\n');
    this.#held = text.slice(cut);
    return this.#clean(text.slice(0, cut));
  }

  /** The passage is over: what was kept back, and the next one begins anew. */
  flush(): string {
    const rest = this.#clean(this.#held);
    this.#held = '';
    this.#before = '\n';
    return rest;
  }

  #clean(text: string): string {
    if (text === '') return '';
    const withBefore = this.#before + text;
    const cleaned = withBefore
      .replace(/!?\[([^\]]*)\]\([^)\s]*\)/gu, '$1')
      .replace(
        ADDRESS,
        (_, host: string, path: string) => host.replace(/^www\./iu, '') + (/[.,!?;:]+$/u.exec(path)?.[0] ?? ''),
      )
      .replace(TAG, '')
      .replace(/\n[ \t]*(?:#{1,6}|[-*+•]|>)(?=[ \t])[ \t]*/gu, '\n')
      .replace(/(?<=[\p{L}\p{N}])_(?=[\p{L}\p{N}])/gu, ' ')
      .replace(/[*_`[\]\\]|~~|\|/gu, '')
      .replace(PICTURES, '');
    this.#before = /\n[ \t]*$/u.test(withBefore) ? '\n' : /[\p{L}\p{N}]$/u.test(withBefore) ? 'a' : ' ';
    return cleaned.slice(1);
  }
}

/** Up to where nothing that comes can change what the text means. */
function decidedUpTo(text: string, atLineStart: boolean): number {
  const undecided = [
    /[\ud800-\udbff]$/u,
    ADDRESS_BEGINS,
    /(?:https?:\/\/|www\.)[^\s()<>"'\]]*$/iu,
    /!?\[[^\]]*(?:\](?:\([^)\s]*)?)?$/u,
    /<(?:\/?[a-z!][^<>]*|\/)?$/iu,
    /(?:^|[\p{L}\p{N}])_+$/u,
    /~$/u,
    /!$/u,
    atLineStart ? /(?:^|\n)[ \t]*(?:#{1,6}|[-*+•>])$/u : /\n[ \t]*(?:#{1,6}|[-*+•>])$/u,
  ];
  let end = text.length;
  for (const pattern of undecided) {
    const found = pattern.exec(text);
    if (found) end = Math.min(end, found.index);
  }
  return end;
}
