import type { Finding } from './finding';

/**
 * The findings as text, with how to mend what is wrong; what need not be set comes last.
 *
 * @param unwritten variables that were found in the account and that the environment does not have
 */
export function findingsTable(findings: Finding[], unwritten: readonly string[] = []): string {
  const said = findings.filter((finding) => !isQuiet(finding));
  const quiet = findings.filter(isQuiet);
  const width = Math.max(0, ...findings.map(({ name }) => name.length));
  const lines = said.flatMap(({ name, state, value, message, mend }) => [
    `${state.padEnd(STATE_WIDTH)}${name.padEnd(width)}  ${value ? `${value}  ` : ''}${message}${unwritten.includes(name) ? NOT_YET : ''}`,
    ...(mend ? [`${' '.repeat(STATE_WIDTH)}${' '.repeat(width)}  → ${mend}`] : []),
  ]);
  if (quiet.length === 0) return lines.join('\n');
  const rest = quiet.map(
    ({ name, message }) => `${' '.repeat(STATE_WIDTH)}${name.padEnd(width)}  ${message.replace(/^not set: /, '')}`,
  );
  return [...lines, '', 'Not set, and what holds without:', ...rest].join('\n');
}

const NOT_YET = '; not written down yet';
const STATE_WIDTH = 'missing  '.length;

/** An optional variable that nobody has set. */
const isQuiet = ({ state, mend }: Finding) => state === 'unset' && mend === undefined;
