import type { VideoCall } from './video-call';

/**
 * A task can be neither wrapped up nor completed while its agent is in the room: a customer would be left with a picture
 * of somebody who is gone. Desktop and plugin ask this before they do either; Flex itself asks nobody.
 *
 * @param identity the agent's, in the room
 * @param present identities of those who are in the room
 */
export function mayFinishTask(
  call: Pick<VideoCall, 'state'> | undefined,
  identity: string,
  present: readonly string[],
): boolean {
  return call === undefined || call.state === 'ended' || !present.includes(identity);
}
