/** A text of the flow as a message may show it: short, in one line. */
export function shown(text: string, length = 80): string {
  const line = text.slice(0, length + 1).replace(/\s/g, ' ');
  return line.length > length ? `${line.slice(0, length)}…` : line;
}
