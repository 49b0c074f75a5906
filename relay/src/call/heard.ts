const LETTER = /[\p{L}\p{N}\p{M}]/u;
/** Fewer letters at the end of what was heard could be found anywhere. */
const ENOUGH_LETTERS = 12;
const CLAUSE_END = /[.!?…;:,。！？、，]["'”’»)\]]*(?=\s|$)/gu;

/** Words that the caller may not have heard although they heard what comes after: offsets in the text. */
export interface Skippable {
  from: number;
  to: number;
}

/**
 * How much of `sent` the caller has heard, by Twilio's account of it. Case, space and punctuation may differ; what is said
 * in another way (a number as words) is bridged by the end of the account.
 * @returns an offset in `sent`, or undefined when the account has nothing to do with what was sent
 */
export function heardUpTo(sent: string, account: string, skippable: readonly Skippable[] = []): number | undefined {
  const heard = letters(account).text;
  const all = letters(sent);
  const { at, isAll } = agreement(all, heard, skippable);
  return isAll ? endOf(sent, all, at) : bridged(sent, all, at, heard);
}

/** The last full clause that fits into the time, when there is no account. */
export function heardWithin(sent: string, milliseconds: number, millisecondsPerCharacter: number): number {
  const reached = milliseconds / millisecondsPerCharacter;
  let end = 0;
  for (const clause of sent.matchAll(CLAUSE_END)) {
    const clauseEnd = clause.index + clause[0].length;
    if (clauseEnd > reached) break;
    end = clauseEnd;
  }
  return end;
}

/** Is `account` a beginning of `sent`, letter by letter? */
export const goesOnWith = (sent: string, account: string, skippable: readonly Skippable[]): boolean =>
  agreement(letters(sent), letters(account).text, skippable).isAll;

/** Does `account` reach the end of `sent`, or have as many letters at least? */
export function isWhole(sent: string, account: string, skippable: readonly Skippable[]): boolean {
  const all = letters(sent);
  const heard = letters(account).text;
  const { at, isAll } = agreement(all, heard, skippable);
  return isAll ? afterSkippable(all, at, skippable) >= all.text.length : heard.length >= all.text.length;
}

interface Letters {
  /** Letters and digits in lower case. */
  text: string;
  /** For each UTF-16 unit of `text`, where its character ends in the original. */
  ends: number[];
}

function letters(original: string): Letters {
  let text = '';
  const ends: number[] = [];
  let index = 0;
  for (const character of original) {
    index += character.length;
    if (!LETTER.test(character)) continue;
    const lower = character.toLowerCase();
    text += lower;
    for (let unit = 0; unit < lower.length; unit += 1) ends.push(index);
  }
  return { text, ends };
}

/** @returns up to where in `all` it agrees, and whether that is all that was heard */
function agreement(all: Letters, heard: string, skippable: readonly Skippable[]): { at: number; isAll: boolean } {
  let at = 0;
  for (let same = 0; same < heard.length; same += 1) {
    if (heard[same] !== all.text[at]) at = afterSkippable(all, at, skippable);
    if (heard[same] !== all.text[at]) return { at, isAll: false };
    at += 1;
  }
  return { at, isAll: true };
}

function afterSkippable({ ends }: Letters, at: number, skippable: readonly Skippable[]): number {
  const offset = ends[at] ?? Number.POSITIVE_INFINITY;
  const skipped = skippable.find(({ from, to }) => offset > from && offset <= to);
  if (!skipped) return at;
  const next = ends.findIndex((end) => end > skipped.to);
  return next < 0 ? ends.length : next;
}

function bridged(sent: string, all: Letters, same: number, heard: string): number | undefined {
  const end = heard.slice(-ENOUGH_LETTERS);
  const found = end.length === ENOUGH_LETTERS ? all.text.indexOf(end, Math.max(0, same - ENOUGH_LETTERS)) : -1;
  if (found >= 0) return endOf(sent, all, found + end.length);
  return same >= ENOUGH_LETTERS ? wordStart(sent, endOf(sent, all, same)) : undefined;
}

/** With the punctuation that follows directly. */
function endOf(sent: string, { ends }: Letters, count: number): number {
  let end = count > 0 ? (ends[count - 1] ?? 0) : 0;
  if (end > 0) while (end < sent.length && !/[\s\p{L}\p{N}\p{M}]/u.test(sent.charAt(end))) end += 1;
  return end;
}

/** Without a word that has only begun. */
const wordStart = (text: string, end: number): number =>
  LETTER.test(text.charAt(end)) ? text.slice(0, end).replace(/\S+$/u, '').length : end;
