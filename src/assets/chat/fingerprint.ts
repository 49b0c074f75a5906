/**
 * Tells whether a text has changed, without keeping the text: two rounds of FNV-1a. Not `crypto.subtle`, which only
 * secure pages have. http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function fingerprint(text: string): string {
  return [0x811c9dc5, 0x01000193].map((seed) => hash(text, seed).toString(36)).join('-');
}

function hash(text: string, seed: number): number {
  let value = seed;
  for (let place = 0; place < text.length; place += 1)
    value = Math.imul(value ^ text.charCodeAt(place), 0x01000193) ^ (value >>> 15);
  return value >>> 0;
}
