import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NO_FLOWS } from '../../studio-flows/read-flows';
import { CommandError } from '../command-error';
import { PROJECT_FOLDER } from '../project-folder';
import { type LintedFile, lintFile } from './lint/lint-file';
import { printFindings, printRules } from './lint/print-findings';
import { parseOff, type TurnedOff } from './lint/turned-off';

const USAGE = `npm run flows -- lint [FILE…] [--json] [--strict] [--off RULE=reason]…
npm run flows -- lint --rules

  Finds what Studio would not import, and what will hurt in production, without an account. FILE is a flow as the
  console exports it, or as the REST API gives it; the flows of studio-flows/ when absent.

  --json               the findings as JSON, and nothing else
  --strict             a warning fails too
  --off RULE=reason    turns a rule off, for this run; studio-flows/lint.json does it for good
  --rules              lists the rules, with why and how to mend what they find

  Exit status: 0 fine; 1 a flow that Studio does not take, a file that cannot be read, or an error; 2 wrong usage.`;

/** `npm run flows -- lint`. */
export async function run(args: string[]): Promise<number | undefined> {
  const given = readArguments(args);
  if ('usage' in given) {
    console.error(given.usage);
    return 2;
  }
  if (given.help) {
    console.log(USAGE);
    return 0;
  }
  if (given.rules) {
    printRules(console.log);
    return 0;
  }
  const files = given.files.length > 0 ? given.files : ownFlows();
  const linted = files.map((file) => lintFile(file, given.off));
  if (given.json) console.log(JSON.stringify(linted.map(asJson), null, 2));
  else printFindings(linted, console.log);
  for (const { rule } of given.off.filter((off) => !linted.some((file) => hasSilenced(file, off)))) {
    console.error(`--off ${rule} found nothing to turn off`);
  }
  return linted.some((file) => fails(file, given.strict)) ? 1 : 0;
}

interface Arguments {
  files: string[];
  off: TurnedOff[];
  json: boolean;
  strict: boolean;
  rules: boolean;
  help: boolean;
}

function readArguments(args: string[]): Arguments | { usage: string } {
  const yes = { type: 'boolean', default: false } as const;
  const options = {
    json: yes,
    strict: yes,
    rules: yes,
    help: { ...yes, short: 'h' },
    off: { type: 'string', multiple: true },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { ...values, files: positionals, off: (values.off ?? []).map(parseOff) };
  } catch (error) {
    return { usage: `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}` };
  }
}

function ownFlows(): string[] {
  const folder = path.join(PROJECT_FOLDER, 'studio-flows');
  const flows = readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !NO_FLOWS.includes(file))
    .sort();
  if (flows.length === 0) throw new CommandError(`There is no flow in ${folder}: name a file`);
  return flows.map((file) => path.relative(process.cwd(), path.join(folder, file)));
}

function fails({ importable, findings }: LintedFile, strict: boolean): boolean {
  return !importable || findings.some(({ severity }) => severity === 'error' || (strict && severity === 'warning'));
}

const hasSilenced = ({ silenced }: LintedFile, off: TurnedOff) => silenced.some(({ by }) => by === off);

function asJson({ file, importable, findings }: LintedFile) {
  return {
    file,
    importable,
    findings: findings.map(({ rule, level, state, message, fix }) => ({ rule, level, state, message, fix })),
  };
}
