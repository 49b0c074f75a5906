import { FILE_RULE, OFF_RULE } from './file-rules';
import type { LintedFile } from './lint-file';
import type { Finding } from './lint-flow';
import type { Rule } from './rule';
import { RULES } from './rules';

type Print = (line: string) => void;
type Told = Omit<Rule, 'check'>;

const ALL: readonly Told[] = [FILE_RULE, ...RULES, OFF_RULE];
const WHY = new Map(ALL.map(({ id, why }) => [id, why]));

/** What was found, by file and widget, and how much of it there is. */
export function printFindings(files: readonly LintedFile[], print: Print): void {
  for (const { file, importable, findings } of files) {
    const verdict = importable ? 'Studio takes it' : 'Studio does not take it';
    print(`${file}: ${verdict}${findings.length > 0 ? '' : ', nothing found'}`);
    for (const [state, ofState] of byState(findings)) {
      print(`\n  ${state ?? '(the flow)'}`);
      for (const { rule, severity, message, fix } of ofState) {
        print(`    ${severity} ${rule}: ${message}`);
        print(`      why   ${WHY.get(rule)}`);
        print(`      mend  ${fix}`);
      }
    }
    print('');
  }
  const findings = files.flatMap((file) => file.findings);
  const off = files.reduce((sum, { silenced }) => sum + silenced.length, 0);
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    plural(count('info'), 'note'),
    ...(off > 0 ? [`${off} turned off`] : []),
  ];
  print(`${plural(files.length, 'flow')}: ${parts.join(', ')}`);
}

/** Every rule, with why and how to mend what it finds. */
export function printRules(print: Print): void {
  for (const { id, level, severity, title, why, fix } of ALL) {
    print(`${id}  ${level}, ${severity}: ${title}`);
    print(`      why   ${why}`);
    print(`      mend  ${fix}`);
  }
}

/** In the order of the worst finding of each widget. */
function byState(findings: readonly Finding[]): Map<string | null, Finding[]> {
  const groups = new Map<string | null, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.state);
    if (group) group.push(finding);
    else groups.set(finding.state, [finding]);
  }
  return groups;
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
