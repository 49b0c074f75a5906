import { spokenProblems } from '../video-room/spoken-problems';
import type { CallView } from './call-view';
import { personNames } from './person-names';
import type { VideoWords } from './words';

/** What a screen reader says of a change; undefined when the change says nothing. */
export function spokenChange(
  before: CallView,
  after: CallView,
  customerName: string,
  words: VideoWords,
): string | undefined {
  const names = personNames([...before.people, ...after.people], customerName, words);
  const isIn = ({ people }: CallView, one: string) => people.some(({ identity }) => identity === one);
  const said: string[] = [];
  if (before.phase !== after.phase && after.phase === 'waiting') said.push(`${words.waiting(customerName)}.`);
  if (before.phase !== after.phase && after.phase === 'ended') said.push(words.ended);
  for (const [identity, name] of names) {
    const [was, is] = [isIn(before, identity), isIn(after, identity)];
    if (!was && is) said.push(words.hasJoined(name));
    if (was && !is && after.phase !== 'ended') said.push(words.hasLeft(name));
  }
  if (!before.isReconnecting && after.isReconnecting) said.push(words.reconnecting);
  if (before.isReconnecting && !after.isReconnecting && after.phase !== 'failed') said.push(words.reconnected);
  if (!before.isRecording && after.isRecording) said.push(words.recording);
  if (before.screen !== after.screen) said.push(after.screen ? words.sharing : words.sharingStopped);
  const problems = spokenProblems(before.media, after.media, words);
  if (problems) said.push(problems);
  return said.length > 0 ? said.join(' ') : undefined;
}
