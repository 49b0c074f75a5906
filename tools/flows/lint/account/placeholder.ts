/** What somebody was meant to fill in, wherever it stands. */
const ANYWHERE = [
  /\$\{[A-Z][A-Z0-9_]{0,80}\}/,
  /<<[^<>]{1,80}>>/,
  /(?<![A-Za-z0-9])YOUR_[A-Z][A-Z0-9_]{0,80}/,
  /<(?:YOUR|INSERT|ENTER|REPLACE)[ _-][^<>]{1,80}>/i,
  /(?<![A-Za-z0-9])(?:REPLACE_ME|CHANGE_?ME|INSERT_[A-Z_]{1,60}_HERE)(?![A-Za-z0-9])/,
  /(?<![A-Za-z0-9])[A-Z]{2}[xX]{8,40}(?![A-Za-z0-9])/,
  /(?<![\w])TODO[:_(][^\n]{0,40}/,
];

/** What is a placeholder in a setting, and may be a word in what people read. */
const IN_SETTINGS = [
  /(?<![A-Za-z0-9])[A-Z]{0,2}X{4,40}(?![A-Za-z0-9])/,
  /(?<![A-Za-z0-9])your[-_][a-z][a-z0-9_-]{0,60}/i,
  /(?<![\w])TODO(?![\w])/,
];

/** The first placeholder of a text that nobody has filled in. */
export function placeholderIn(text: string, isForPeople = false): string | undefined {
  for (const pattern of isForPeople ? ANYWHERE : [...ANYWHERE, ...IN_SETTINGS]) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}
