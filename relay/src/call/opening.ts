import type { HandoffNote } from '../../../src/lib/handoff-note/handoff-note';
import type { Setup } from '../protocol/frames';
import type { RelaySettings } from '../settings';
import type { SavedCall } from '../store/call-store';

/** How long a greeting takes whose words are not known. */
const UNKNOWN_GREETING_MS = 5_000;

/** What the bot does first in a session. */
export type Opening =
  /** Twilio greets the caller with these words. */
  | { kind: 'greet'; greeting: string }
  /** The last words were lost with the connection. */
  | { kind: 'handOver'; note: HandoffNote }
  /** A question was left open. */
  | { kind: 'answer' }
  | { kind: 'sayBack' }
  | { kind: 'listen'; inMilliseconds: number };

/**
 * @param saved what is known of the call from an earlier session
 * @param isReturn the session itself comes back after a lost connection: Twilio greets nobody again
 */
export function openingOf(
  { customParameters }: Setup,
  settings: Pick<RelaySettings, 'greeting' | 'sayResumed'>,
  saved: SavedCall | undefined,
  isReturn: boolean,
): Opening {
  const { welcomeGreeting: greeting = settings.greeting, resumed } = customParameters;
  if (greeting !== '' && !isReturn && !resumed) return { kind: 'greet', greeting };
  if (!saved) return resumed ? { kind: 'sayBack' } : { kind: 'listen', inMilliseconds: UNKNOWN_GREETING_MS };
  if (saved.handingOver) return { kind: 'handOver', note: saved.handingOver };
  const last = saved.history.at(-1)?.role;
  if (last === 'user' || last === 'tool') return { kind: 'answer' };
  return settings.sayResumed ? { kind: 'sayBack' } : { kind: 'listen', inMilliseconds: 0 };
}
