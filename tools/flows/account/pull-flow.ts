import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { flowHash } from '../../../studio-flows/flow-hash';
import { formatFlow } from '../../../studio-flows/format-flow';
import { restoreNames } from '../../../studio-flows/restore-names';
import { CommandError } from '../../command-error';
import { forEnvironment } from '../../environments/for-environment';
import { parseCommitMessage, shortHash } from './commit-message';
import { describeLive } from './describe-status';
import { flowOf } from './flow-files';
import type { FlowsContext } from './flows-context';
import { lookAtFlows, type SeenFlow } from './look-at-flows';
import { publishedRevisions } from './published-revisions';

export interface PullOptions {
  /** Also over changes of the file that were never published, and with SIDs that names.json does not explain. */
  force?: boolean;
  say: (line: string) => void;
}

/**
 * Writes what is published into the flow file: the stand-ins of names.json for SIDs, keys in the file's order, widgets
 * where the console has them on its canvas.
 *
 * @throws CommandError when that would lose something, or bring in SIDs of this account
 */
export async function pullFlow(
  context: FlowsContext,
  name: string,
  { force = false, say }: PullOptions,
): Promise<void> {
  const { files, account, flows } = await lookAtFlows(context);
  const file = flowOf(files, name);
  const seen = flows.find(({ status }) => status.name === name);
  if (!seen?.live || !seen.status.live) throw new CommandError(`${name} was never published in this account`);
  const { definition, unknown } = restoreNames(seen.live, files.names, account, context.environment.domainSuffix);
  if (flowHash(definition) === file.sha256) {
    say(`${name}: the file is what is published, ${describeLive(seen.status.live)}`);
    return;
  }
  const refused = force ? [] : [...unknown.map(unexplained), ...(await ownChanges(context, seen))];
  if (refused.length > 0) {
    throw new CommandError(
      forEnvironment(
        `${name} was not pulled (--force pulls it all the same):\n${refused.map((line) => `  - ${line}`).join('\n')}`,
        context.environment,
      ),
    );
  }
  writeFileSync(path.join(files.folder, `${name}.json`), formatFlow(definition, file.definition));
  say(`${name}: the file is now ${describeLive(seen.status.live)}`);
  for (const line of unknown) say(`  ${unexplained(line)}`);
  say(`Look at it (git diff), then: npm run flows -- version ${name} patch (or minor, major), and publish`);
}

const unexplained = (line: string) => `names.json does not explain ${line}`;

/** The file must be what was published from here last: what was changed in it since would be lost. */
async function ownChanges({ client }: FlowsContext, { status, rendered }: SeenFlow): Promise<string[]> {
  const { name, sid, live } = status;
  if (!sid || !live || !rendered) return [];
  for await (const { commitMessage, revision } of publishedRevisions(client, sid, live.revision)) {
    const last = parseCommitMessage(commitMessage);
    if (last?.flow !== name) continue;
    if (last.hash === shortHash(flowHash(rendered))) return [];
    return [
      `the file has changes of its own since revision ${revision} was published from here: put them aside first; \`npm run flows -- diff ${name}\` shows them`,
    ];
  }
  return [];
}
