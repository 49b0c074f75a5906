/** A Markdown table; columns whose cells are all numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const isNumeric = (column: number) =>
    rows.length > 0 && rows.every((row) => /^([\d,.]+|–)( ?(ms|s))?$/.test(String(row[column] ?? '')));
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (isNumeric(column) ? '---:' : '---'))), ...rows.map(line)].join(
    '\n',
  );
}

export const milliseconds = (value: number) =>
  `${value < 10 ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0)} ms`;
export const bytes = (value: number) => value.toLocaleString('en-US');
