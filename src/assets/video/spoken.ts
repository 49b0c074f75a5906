import type { VideoState } from './video-state';
import type { VideoWords } from './words';

/** What a screen reader is told when the call has changed; undefined: nothing of use. */
export function spoken(before: VideoState, after: VideoState, words: VideoWords): string | undefined {
  if (after.phase !== before.phase) return undefined;
  if (after.reconnecting !== before.reconnecting) return after.reconnecting ? words.reconnecting : words.reconnected;
  if (after.phase === 'call') {
    const known = new Map(before.people.map((person) => [person.sid, person]));
    const present = new Set(after.people.map(({ sid }) => sid));
    const name = (kind: 'agent' | 'guest') => nameOf(kind, after, words);
    const left = before.people.find(({ sid }) => !present.has(sid));
    if (left) return words.left(name(left.kind));
    for (const person of after.people) {
      const then = known.get(person.sid);
      if (!then) return words.joined(name(person.kind));
      if (person.screen && !then.screen) return words.shares(name(person.kind));
      if (person.reconnecting && !then.reconnecting) return words.personReconnecting(name(person.kind));
    }
  }
  const { camera, microphone } = after.media;
  if (camera.status !== before.media.camera.status && camera.status in words.problems)
    return words.problems[camera.status as keyof VideoWords['problems']].camera;
  if (microphone.status !== before.media.microphone.status && microphone.status in words.problems)
    return words.problems[microphone.status as keyof VideoWords['problems']].microphone;
  return undefined;
}

/** An agent's public name; of several agents, and of others, no more than what they are. */
export function nameOf(
  kind: 'agent' | 'guest',
  state: Pick<VideoState, 'calling' | 'people'>,
  words: VideoWords,
): string {
  if (kind === 'guest') return words.guest;
  const several = state.people.filter((person) => person.kind === 'agent').length > 1;
  return several ? words.agent : (state.calling.name ?? words.agent);
}
