import { parseArgs } from 'node:util';
import { CommandError } from '../command-error';
import { FLOWS_FOLDER } from './account/flow-files';
import { readArguments } from './read-arguments';
import { recordVersion, type VersionPart, versionProblems } from './record-version';

const USAGE = `npm run flows -- version NAME patch|minor|major
npm run flows -- version --check

  Raises the version of a flow in studio-flows/manifest.json, and records which definition has it.

  --check       fails when a flow changed and its version did not`;

const PARTS: VersionPart[] = ['patch', 'minor', 'major'];

/** `npm run flows -- version` */
export async function run(args: string[]): Promise<number | undefined> {
  const parsed = readArguments(USAGE, { from: 0, to: 2 }, () => {
    const options = { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    const read = parseArgs({ args, allowPositionals: true, options });
    const wanted = read.values.check ? 0 : 2;
    if (!read.values.help && read.positionals.length !== wanted)
      throw new Error('A flow and a part of its version, please');
    return read;
  });
  if (typeof parsed === 'number') return parsed;
  if (parsed.values.check) return check();
  const [name = '', given] = parsed.positionals;
  const part = PARTS.find((candidate) => candidate === given);
  if (!part) throw new CommandError(`${given} is no part of a version: patch, minor or major`);
  const { from, to, changed } = recordVersion(FLOWS_FOLDER, name, part);
  console.log(`${name}: ${from ? `${from} → ` : ''}${to}${changed ? '' : ` (the definition is that of ${from})`}`);
  return 0;
}

function check(): number {
  const problems = versionProblems(FLOWS_FOLDER);
  if (problems.length === 0) console.log('Every flow has the version of its definition.');
  else console.error(problems.join('\n'));
  return problems.length === 0 ? 0 : 1;
}
