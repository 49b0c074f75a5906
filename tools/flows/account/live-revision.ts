import type { Twilio } from 'twilio';
import type { FlowInstance } from 'twilio/lib/rest/studio/v2/flow';
import type { FlowRevisionInstance } from 'twilio/lib/rest/studio/v2/flow/flowRevision';
import { flowHash } from '../../../studio-flows/flow-hash';
import { parseCommitMessage, shortHash } from './commit-message';
import type { LiveRevision } from './flow-status';
import { orNotFound } from './or-not-found';

/** A flow shows its newest revision, be it a draft or published. */
export type Revision = FlowInstance | FlowRevisionInstance;

/** The revision that runs; undefined when none was ever published. */
export async function fetchPublished(client: Twilio, flow: FlowInstance): Promise<Revision | undefined> {
  if (flow.status === 'published') return flow;
  return orNotFound(client.studio.v2.flows(flow.sid).revisions('LatestPublished').fetch());
}

/** @param name of the flow file; a revision counts as ours while it is what its commit message says */
export function describeRevision(
  name: string,
  { revision, commitMessage, definition, ...dates }: Revision,
): LiveRevision {
  const publication = parseCommitMessage(commitMessage);
  const isOurs = publication?.flow === name && publication.hash === shortHash(flowHash(definition));
  return {
    revision,
    commitMessage: commitMessage || null,
    savedAt: dates.dateUpdated ?? dates.dateCreated,
    publication: isOurs ? publication : undefined,
  };
}
