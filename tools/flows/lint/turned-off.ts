import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { array, minLength, object, optional, parse, pipe, strictObject, string, trim, ValiError } from 'valibot';
import { LINT_FILE } from '../../../studio-flows/read-flows';
import { CommandError } from '../../command-error';
import { asRecord } from './linted-state';
import { RULES } from './rules';

/** A rule that a flow need not keep, and why. */
export interface TurnedOff {
  rule: string;
  /** Name of the flow's file; every flow when absent. */
  flow?: string;
  /** One widget; every one, and the flow, when absent. */
  state?: string;
  reason: string;
}

const text = pipe(string(), trim(), minLength(1, 'must not be empty'));
const LintJson = object({
  off: array(strictObject({ rule: text, flow: text, state: optional(text), reason: text })),
});

/**
 * What lint.json of a folder turns off: nothing where it is a file of that name of another tool, which has no "off".
 * Throws a CommandError that says which entry is wrong.
 */
export function readTurnedOff(folder: string): TurnedOff[] {
  const file = path.join(folder, LINT_FILE);
  if (!existsSync(file)) return [];
  const { off } = parseLintJson(file);
  for (const { rule, flow } of off) {
    checkRule(rule, file);
    if (!existsSync(path.join(folder, `${flow}.json`))) {
      throw new CommandError(`${file}: ${rule} is turned off for "${flow}", and there is no ${flow}.json`);
    }
  }
  return off;
}

/** `RULE=reason`. Throws a CommandError when it is not. */
export function parseOff(given: string): TurnedOff {
  const [, rule = '', reason = ''] = /^([^=]*)=(.*\S.*)$/.exec(given) ?? [];
  if (!rule || !reason) throw new CommandError(`--off ${given}: write RULE=reason, such as "G036=drawn by a script"`);
  checkRule(rule, '--off');
  return { rule, reason: reason.trim() };
}

function checkRule(rule: string, where: string): void {
  if (RULES.some(({ id }) => id === rule)) return;
  throw new CommandError(`${where}: there is no rule ${rule}; npm run flows -- lint --rules lists them`);
}

function parseLintJson(file: string) {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return asRecord(content).off === undefined ? { off: [] } : parse(LintJson, content);
  } catch (error) {
    if (!(error instanceof ValiError)) throw new CommandError(`${file} is not JSON: ${String(error)}`);
    const [issue] = error.issues;
    const where = issue.path?.map(({ key }: { key: unknown }) => String(key)).join('.') ?? '';
    throw new CommandError(
      `${file}: "${where}": ${issue.message}. Each entry of "off" has rule, flow and reason, and may have state`,
    );
  }
}
