/** Such as `90s`, `10m`, `2h` or `3d`. */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd'}`;

const MILLISECONDS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds; undefined when the text is no duration. */
export function durationMs(text: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([smhd])$/.exec(text.trim()) ?? [];
  return amount && unit ? Number(amount) * MILLISECONDS[unit as keyof typeof MILLISECONDS] : undefined;
}
