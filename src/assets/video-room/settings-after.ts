import { isSettled, type MediaState } from './media-state';
import { spokenProblems } from './spoken-problems';
import type { DeviceWords } from './views/device-words';

/** The settings of a call. `open`: somebody has opened them. `mending`: something that has to be mended has. */
export type Settings = 'closed' | 'open' | 'mending';

/**
 * How they stand after a change of camera and microphone: what has opened by itself closes by itself, and nothing else.
 *
 * @param before as it was a moment ago in the room; undefined of who is just coming in, with whatever they have
 */
export function settingsAfter(
  settings: Settings,
  before: MediaState | undefined,
  after: MediaState,
  words: DeviceWords,
): Settings {
  if (settings === 'closed' && before && spokenProblems(before, after, words)) return 'mending';
  return settings === 'mending' && isSettled(after) ? 'closed' : settings;
}
