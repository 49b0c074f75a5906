import { MEDIA_KINDS, type MediaState, problemIn } from './media-state';
import type { DeviceWords } from './views/device-words';

/** What a screen reader says of devices that cannot be used, and how to mend it; undefined when there is nothing new. */
export function spokenProblems(before: MediaState, after: MediaState, words: DeviceWords): string | undefined {
  const now = saidOf(after, words);
  return now && now !== saidOf(before, words) ? now : undefined;
}

function saidOf(media: MediaState, { problems }: DeviceWords): string {
  const [camera, microphone] = MEDIA_KINDS.map((kind) => problemIn(media[kind]));
  if (camera && camera === microphone) return `${problems[camera].both}. ${problems[camera].help}`;
  return MEDIA_KINDS.flatMap((kind) => {
    const problem = problemIn(media[kind]);
    return problem ? [`${problems[problem][kind]}. ${problems[problem].help}`] : [];
  }).join(' ');
}
