import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FLOWS_FOLDER } from './account/flow-files';
import { readArguments } from './read-arguments';
import { readmeDiagrams } from './readme-diagrams';

const USAGE = `npm run flows -- docs [--check]

  Draws each flow into studio-flows/README.md, between its markers.

  --check       writes nothing, and fails when a drawing is not that of its flow`;

export const README = path.join(FLOWS_FOLDER, 'README.md');

/** `npm run flows -- docs` */
export async function run(args: string[]): Promise<number | undefined> {
  const parsed = readArguments(USAGE, { from: 0, to: 0 }, () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }),
  );
  if (typeof parsed === 'number') return parsed;
  const before = readFileSync(README, 'utf8');
  const after = readmeDiagrams(FLOWS_FOLDER, before);
  if (parsed.values.check) {
    if (before === after) return 0;
    console.error('The drawings in studio-flows/README.md are not those of the flows: npm run flows -- docs');
    return 1;
  }
  if (before !== after) writeFileSync(README, after);
  console.log(before === after ? 'studio-flows/README.md is up to date' : 'studio-flows/README.md was drawn anew');
  return 0;
}
