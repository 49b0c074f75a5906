/** The lines of two lists: `  both`, `- expected`, `+ was`. Undefined when they are the same. */
export function listDifference(expected: string[], actual: string[]): string[] | undefined {
  if (expected.length === actual.length && expected.every((line, index) => line === actual[index])) return undefined;
  const common = commonTails(expected, actual);
  const lines: string[] = [];
  let [left, right] = [0, 0];
  while (left < expected.length || right < actual.length) {
    const down = common[left + 1]?.[right] ?? -1;
    const across = common[left]?.[right + 1] ?? -1;
    if (left < expected.length && right < actual.length && expected[left] === actual[right]) {
      lines.push(`  ${expected[left]}`);
      left += 1;
      right += 1;
    } else if (left < expected.length && (right >= actual.length || down >= across)) {
      lines.push(`- ${expected[left]}`);
      left += 1;
    } else {
      lines.push(`+ ${actual[right]}`);
      right += 1;
    }
  }
  return lines;
}

/** [i][j]: how many lines the longest common sequence of what follows from i and from j has. */
function commonTails(one: string[], other: string[]): number[][] {
  const lengths = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (!row) continue;
      const below = lengths[i + 1] ?? [];
      row[j] = one[i] === other[j] ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
