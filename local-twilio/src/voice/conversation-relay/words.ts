/** Scripts that are written without spaces: a character counts as a word. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}';
const WORD = new RegExp(`\\s*(?:[${UNSPACED}]|[^\\s${UNSPACED}]+)`, 'uy');

/**
 * Where in the text the first word behind `from` ends; undefined: there is none, or its end has not come yet, since the
 * text goes on (`closed` is false) and nothing separates the word from what comes.
 */
export function endOfNextWord(text: string, from: number, closed: boolean): number | undefined {
  WORD.lastIndex = from;
  if (!WORD.test(text)) return undefined;
  const end = WORD.lastIndex;
  return end < text.length || closed ? end : undefined;
}
