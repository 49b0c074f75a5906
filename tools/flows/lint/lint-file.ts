import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type FlowNames, parseFlowNames } from '../../../studio-flows/flow-names';
import { MANIFEST_FILE } from '../../../studio-flows/manifest';
import { LINT_FILE, NAMES_FILE } from '../../../studio-flows/read-flows';
import { FILE_RULE, OFF_RULE } from './file-rules';
import { type Finding, isImportable, lintFlow } from './lint-flow';
import type { LintContext } from './linted-flow';
import { readFlowFile } from './read-flow-file';
import { readTurnedOff, type TurnedOff } from './turned-off';

export interface LintedFile {
  /** As it was given. */
  file: string;
  /** Whether Studio takes the flow, whatever is turned off. */
  importable: boolean;
  /** What is left of what is wrong, the worst first. */
  findings: Finding[];
  /** What was found and is turned off. */
  silenced: { finding: Finding; by: TurnedOff }[];
}

const SEVERITIES: readonly Finding['severity'][] = ['error', 'warning', 'info'];

/**
 * Lints one file, by what lies beside it: the stand-ins of names.json, the versions of manifest.json, the rules that
 * lint.json turns off.
 *
 * @param off rules that are turned off for every file
 * @throws CommandError when lint.json is wrong
 */
export function lintFile(file: string, off: readonly TurnedOff[] = []): LintedFile {
  const content = readFlowFile(file);
  if ('problem' in content) {
    const { id: rule, level, severity } = FILE_RULE;
    const { problem: message, fix = FILE_RULE.fix } = content;
    const finding: Finding = { rule, level, severity, state: null, message, fix };
    return { file, importable: false, findings: [finding], silenced: [] };
  }
  const folder = path.dirname(path.resolve(file));
  const name = path.basename(file).replace(/\.json$/, '');
  const all = lintFlow(content.definition, { context: readContext(folder, name) });
  const own = readTurnedOff(folder).filter(({ flow }) => flow === name);
  const silenced: LintedFile['silenced'] = [];
  const left = all.filter((finding) => {
    const by = [...own, ...off].find(
      ({ rule, state }) => rule === finding.rule && (state ?? finding.state) === finding.state,
    );
    if (by) silenced.push({ finding, by });
    return !by;
  });
  const needless = own.filter((entry) => !silenced.some(({ by }) => by === entry)).map(needlesslyOff);
  const findings = [...left, ...needless].sort(
    (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity),
  );
  return { file, importable: isImportable(all), findings, silenced };
}

function readContext(folder: string, name: string): LintContext {
  const manifest = readJson(path.join(folder, MANIFEST_FILE));
  return { name, names: readNames(folder), manifest };
}

/** A file of that name may be somebody else's, beside a flow of anybody: then there are no stand-ins. */
function readNames(folder: string): FlowNames | undefined {
  try {
    return parseFlowNames(readJson(path.join(folder, NAMES_FILE)));
  } catch {
    return undefined;
  }
}

function readJson(file: string): unknown {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  } catch {
    return undefined;
  }
}

function needlesslyOff({ rule, state }: TurnedOff): Finding {
  const { id, level, severity, fix } = OFF_RULE;
  return {
    rule: id,
    level,
    severity,
    state: state ?? null,
    message: `${rule} is turned off in ${LINT_FILE}, and finds nothing here`,
    fix,
  };
}
