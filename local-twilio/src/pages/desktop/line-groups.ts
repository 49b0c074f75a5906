import type { ChatLine } from './chat-line';

const TOGETHER_MS = 5 * 60_000;

/** Lines of one author that follow each other within five minutes. */
export function groupLines(lines: ChatLine[]): ChatLine[][] {
  const groups: ChatLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const same = last && last.identity === line.identity && line.at.getTime() - last.at.getTime() < TOGETHER_MS;
    if (group && same) group.push(line);
    else groups.push([line]);
  }
  return groups;
}
