/** What a message may tell of a value that is nobody's business: its first four characters. */
export function mask(value: string): string {
  return `${value.slice(0, 4)}…`;
}
