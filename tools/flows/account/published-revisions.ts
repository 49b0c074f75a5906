import type { Twilio } from 'twilio';
import type { FlowRevisionInstance } from 'twilio/lib/rest/studio/v2/flow/flowRevision';
import { orNotFound } from './or-not-found';

/**
 * The published revisions of a flow (FW…) from a number downwards, newest first, each with its definition. They are
 * fetched one by one as they are asked for: a list has no definitions, and `revisions.list()` of twilio 6.2.0 throws a
 * TypeError whatever Twilio answers.
 */
export async function* publishedRevisions(
  client: Twilio,
  sid: string,
  from: number,
): AsyncGenerator<FlowRevisionInstance> {
  for (let number = from; number > 0; number -= 1) {
    const revision = await orNotFound(client.studio.v2.flows(sid).revisions(String(number)).fetch());
    if (revision?.status === 'published') yield revision;
  }
}
