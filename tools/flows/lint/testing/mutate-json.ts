/** A generator of numbers from 0 to 1 that gives the same ones for the same seed: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Names that are something already, in JavaScript or in a flow. */
const NAMES = '__proto__ constructor toString hasOwnProperty length name next states type Trigger ask'.split(' ');
const TEXTS = [
  '',
  ' ',
  'say-play',
  'match',
  '{{',
  '{{ a + b }}',
  '{{ flow.variables.x | shout }}',
  '{% if %}',
  '{% render "a" %}',
  '{% comment %}{{',
  '{{ "é" | upcase }}',
  '(((',
  '\u0000',
  'WW0123456789abcdef0123456789abcdef',
];

/** Any JSON, mostly small; its texts and names are such as break programs. */
export function randomJson(random: () => number, depth = 0): unknown {
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)] as Value;
  const kind = Math.floor(random() * (depth > 4 ? 6 : 9));
  if (kind === 0) return null;
  if (kind === 1) return random() < 0.5;
  if (kind === 2) return pick([0, -1, 1.5, 600, 1e21]);
  if (kind < 6) return pick([...TEXTS, ...NAMES]);
  const length = Math.floor(random() * 4);
  if (kind === 6) return Array.from({ length }, () => randomJson(random, depth + 1));
  if (kind === 7) return nested(randomJson(random, 5), pick([3, 60, 3000]));
  const entries = Array.from(
    { length },
    () => `${JSON.stringify(pick(NAMES))}:${write(randomJson(random, depth + 1))}`,
  );
  return JSON.parse(`{${entries.join()}}`);
}

/** A copy in which a few places were deleted, replaced, repeated or renamed. */
export function mutate(value: unknown, random: () => number): unknown {
  const copy = structuredClone(value);
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) mutateOnce(copy, random);
  return copy;
}

function mutateOnce(root: unknown, random: () => number): void {
  let at = root;
  for (;;) {
    if (typeof at !== 'object' || at === null) return;
    const holder = at as Record<string, unknown>;
    const keys = Object.keys(holder);
    const key = keys[Math.floor(random() * keys.length)];
    if (key === undefined) return;
    const below = holder[key];
    if (typeof below === 'object' && below !== null && random() < 0.8) {
      at = below;
      continue;
    }
    const way = random();
    if (way < 0.3 && Array.isArray(at)) at.splice(Number(key), 1);
    else if (way < 0.3) delete holder[key];
    else if (way < 0.4 && Array.isArray(at)) at.push(structuredClone(below));
    else if (way < 0.5 && !Array.isArray(at)) {
      Object.defineProperty(at, '__proto__', { value: below, enumerable: true, configurable: true, writable: true });
    } else holder[key] = randomJson(random);
    return;
  }
}

function nested(value: unknown, depth: number): unknown {
  let around = value;
  for (let left = depth; left > 0; left -= 1) around = left % 2 ? [around] : { next: around };
  return around;
}

/** What is nested too deep for a recursive writer is left out. */
function write(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'null';
  }
}
