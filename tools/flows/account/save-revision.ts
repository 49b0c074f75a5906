import type { Twilio } from 'twilio';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { CommandError } from '../../command-error';
import type { FlowStatus } from './flow-status';
import { orNotFound } from './or-not-found';

interface NewRevision {
  /** FW… */
  sid: string;
  definition: FlowDefinition;
  message: string;
}

/**
 * Publishes a definition, unless another revision was published since `seen`. Studio has no conditional write, so this
 * looks again right before; what is saved within that moment is told by the numbers of the revisions.
 *
 * @returns the number of the new revision
 * @throws CommandError when somebody else was faster
 */
export async function saveRevision(
  client: Twilio,
  seen: Pick<FlowStatus, 'name' | 'live'>,
  { sid, definition, message }: NewRevision,
): Promise<number> {
  const flow = client.studio.v2.flows(sid);
  const live = await orNotFound(flow.revisions('LatestPublished').fetch());
  if (live && live.revision !== seen.live?.revision) {
    throw new CommandError(
      `${seen.name}: somebody published revision ${live.revision} while this ran. Nothing was published over it: run it again`,
    );
  }
  const { revision } = await flow.update({ status: 'published', definition, commitMessage: message });
  return revision;
}
