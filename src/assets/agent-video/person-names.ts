import type { Person } from '../video-room/call-room';
import type { VideoWords } from './words';

/** How those in the room are called: identities say nothing to an agent. Who came by the link may be anybody. */
export function personNames(people: readonly Person[], customerName: string, words: VideoWords): Map<string, string> {
  const names = new Map<string, string>();
  let guests = 0;
  for (const { identity, kind } of people) {
    if (names.has(identity)) continue;
    if (kind === 'agent') names.set(identity, words.agent);
    else if (kind === 'customer') names.set(identity, customerName);
    else {
      guests += 1;
      names.set(identity, words.guest(guests, customerName));
    }
  }
  return names;
}
