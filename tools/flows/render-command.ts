import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CommandError } from '../command-error';
import { PROJECT_FOLDER } from '../project-folder';
import { lookAtFlows } from './account/look-at-flows';
import { ACCOUNT_OPTIONS, ACCOUNT_USAGE, withAccount } from './account/with-account';
import { readArguments } from './read-arguments';

const USAGE = `npm run flows -- render [--out DIR] [--env NAME] [--local PORT]

  Writes the flows of studio-flows/ with this account's SIDs, and with the domain of this environment's Functions.

  --out DIR     where they go; dist/studio-flows when absent
${ACCOUNT_USAGE}`;

/** `npm run flows -- render` */
export async function run(args: string[]): Promise<number | undefined> {
  const parsed = readArguments(USAGE, { from: 0, to: 0 }, () =>
    parseArgs({ args, allowPositionals: true, options: { ...ACCOUNT_OPTIONS, out: { type: 'string' } } }),
  );
  if (typeof parsed === 'number') return parsed;
  const out = path.resolve(parsed.values.out ?? path.join(PROJECT_FOLDER, 'dist/studio-flows'));
  return withAccount(parsed.values, async (context) => {
    const { flows } = await lookAtFlows(context);
    const problems = flows.flatMap(({ status }) => status.problems.map((problem) => `${status.name}: ${problem}`));
    const missing = flows.filter(({ status }) => !status.sid).map(({ status }) => status.name);
    for (const { file } of flows) {
      for (const name of file.subflows.filter((subflow) => missing.includes(subflow))) {
        problems.push(
          `${file.name}: the flow ${name}, which it runs, is not there yet: npm run flows -- publish ${name}`,
        );
      }
    }
    if (problems.length > 0) {
      const { ACCOUNT_SID } = context.environment.values;
      throw new CommandError(
        `Nothing was written. In account ${ACCOUNT_SID}, workspace ${context.workspaceSid}:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
      );
    }
    mkdirSync(out, { recursive: true });
    for (const { status, rendered } of flows) {
      const file = path.join(out, `${status.name}.json`);
      writeFileSync(file, `${JSON.stringify(rendered, null, 2)}\n`);
      console.log(path.relative(process.cwd(), file));
    }
    return 0;
  });
}
