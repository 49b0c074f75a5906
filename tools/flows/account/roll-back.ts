import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { flowHash } from '../../../studio-flows/flow-hash';
import { CommandError } from '../../command-error';
import { currentCommit } from '../../current-commit';
import { PROJECT_FOLDER } from '../../project-folder';
import { commitMessage, shortCommit, shortHash } from './commit-message';
import { describeLive } from './describe-status';
import { findFlows } from './find-flows';
import { flowOf, readFlowFiles } from './flow-files';
import type { LiveRevision } from './flow-status';
import type { FlowsContext } from './flows-context';
import { describeRevision, fetchPublished, type Revision } from './live-revision';
import { orNotFound } from './or-not-found';
import { publishedRevisions } from './published-revisions';
import { saveRevision } from './save-revision';
import { validateDefinition } from './validate-definition';

export interface RolledBack {
  /** The new revision, which has the definition of `to`. */
  revision: number;
  from: LiveRevision;
  to: LiveRevision;
}

/**
 * Publishes the definition of an earlier revision again. Nothing is lost by it: revisions stay.
 *
 * @param to the number of a published revision; the last one before the live one that differs from it when absent
 * @throws CommandError when there is none, or when Twilio does not accept it any more
 */
export async function rollBack(context: FlowsContext, name: string, to?: number): Promise<RolledBack> {
  const { client, environment } = context;
  flowOf(readFlowFiles(context.folder), name);
  const { flow } = (await findFlows({ client, environment }, [name]))[name] ?? {};
  const live = flow && (await fetchPublished(client, flow));
  if (!flow || !live)
    throw new CommandError(`${name} was never published in this account: there is nothing to go back to`);
  const target = to === undefined ? await before(context, flow.sid, live) : await theRevision(context, flow.sid, to);
  if (!target) throw new CommandError(`${name}: no revision before ${live.revision} was published and differs from it`);
  const definition = target.definition as FlowDefinition;
  if (flowHash(definition) === flowHash(live.definition)) {
    throw new CommandError(`${name}: revision ${target.revision} is what is published`);
  }
  const errors = await validateDefinition(client, flow.friendlyName, definition);
  if (errors.length > 0) {
    throw new CommandError(
      `${name}: Twilio does not accept revision ${target.revision} any more:\n${errors.map((line) => `  - ${line}`).join('\n')}`,
    );
  }
  const from = describeRevision(name, live);
  const seen = describeRevision(name, target);
  const message = commitMessage({
    flow: name,
    version: seen.publication?.version,
    commit: seen.publication?.commit ?? shortCommit(context.commit ?? currentCommit(PROJECT_FOLDER)),
    hash: shortHash(flowHash(definition)),
    rollback: { from: from.publication?.version ?? `revision-${live.revision}`, revision: target.revision },
  });
  const revision = await saveRevision(client, { name, live: from }, { sid: flow.sid, definition, message });
  return { revision, from, to: seen };
}

/** `revision 5 of chat-to-flex is revision 3 (…) again`, for people. */
export function describeRollBack(name: string, { revision, from, to }: RolledBack): string {
  return [
    `${name}: published ${describeLive(to)} again, as revision ${revision}`,
    `  It was ${describeLive(from)}; \`npm run flows -- rollback ${name} --to ${from.revision}\` brings that back`,
  ].join('\n');
}

async function before({ client }: FlowsContext, sid: string, live: Revision): Promise<Revision | undefined> {
  for await (const earlier of publishedRevisions(client, sid, live.revision - 1)) {
    if (flowHash(earlier.definition) !== flowHash(live.definition)) return earlier;
  }
  return undefined;
}

async function theRevision({ client }: FlowsContext, sid: string, number: number): Promise<Revision> {
  const revision = await orNotFound(client.studio.v2.flows(sid).revisions(String(number)).fetch());
  if (revision?.status === 'published') return revision;
  throw new CommandError(
    revision
      ? `Revision ${number} is a draft: only what was published can be published again`
      : `There is no revision ${number} of ${sid}`,
  );
}
