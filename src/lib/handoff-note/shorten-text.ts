/** At most so many UTF-16 units, and no character cut in half. */
export function shortenText(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  const cut = text.slice(0, maximum);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
