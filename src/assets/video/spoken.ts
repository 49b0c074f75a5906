import type { Person } from '../video-room/call-room';
import { spokenProblems } from '../video-room/spoken-problems';
import type { VideoState } from './video-state';
import type { VideoWords } from './words';

/** What a screen reader is told when the call has changed; undefined: nothing of use. */
export function spoken(before: VideoState, after: VideoState, words: VideoWords): string | undefined {
  if (after.phase !== before.phase) return undefined;
  if (after.reconnecting !== before.reconnecting) return after.reconnecting ? words.reconnecting : words.reconnected;
  if (after.phase === 'call') {
    const known = new Map(before.people.map((person) => [person.sid, person]));
    const present = new Set(after.people.map(({ sid }) => sid));
    const name = (kind: Person['kind']) => nameOf(kind, after, words);
    const left = before.people.find(({ sid }) => !present.has(sid));
    if (left) return words.left(name(left.kind));
    for (const person of after.people) {
      const then = known.get(person.sid);
      if (!then) return words.joined(name(person.kind));
      if (person.screen && !then.screen) return words.shares(name(person.kind));
      if (person.reconnecting && !then.reconnecting) return words.personReconnecting(name(person.kind));
    }
  }
  return spokenProblems(before.media, after.media, words);
}

/** An agent's public name; of several agents, and of others, no more than what they are. */
export function nameOf(kind: Person['kind'], state: Pick<VideoState, 'calling' | 'people'>, words: VideoWords): string {
  if (kind !== 'agent') return words.guest;
  const several = state.people.filter((person) => person.kind === 'agent').length > 1;
  return several ? words.agent : (state.calling.name ?? words.agent);
}
