const SUFFIX = '.twil.io';
const LONGEST_LABEL = 63;

/** The domains of Functions in a text that belong to one account: `name-1234.twil.io`, `name-1234-dev.twil.io`. */
export function functionsDomainsIn(text: string): string[] {
  const found = new Set<string>();
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(SUFFIX); at >= 0; at = lower.indexOf(SUFFIX, at + SUFFIX.length)) {
    const label = /[a-z0-9-]*$/.exec(lower.slice(Math.max(0, at - LONGEST_LABEL), at))?.[0] ?? '';
    const number = /-(\d{4})(?:-[a-z0-9-]+)?$/.exec(label)?.[1];
    // Twilio draws the number: 0000 is what people write who mean any.
    if (number !== undefined && number !== '0000') found.add(label + SUFFIX);
  }
  return [...found];
}
