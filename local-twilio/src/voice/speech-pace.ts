import type { Clock } from '../account/clock';

/** How fast is spoken here. */
export interface SpeechPace {
  /** 0: a text is said at once. */
  wordsPerMinute: number;
  clock: Clock;
}

const MINUTE_MS = 60_000;

/** Resolves after so many milliseconds, or when the signal aborts. */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      timer.cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = clock.after(milliseconds, done);
    signal.addEventListener('abort', done);
  });
}

/**
 * Says a text word by word.
 *
 * @param hear is told what was said so far, after each word
 * @returns whether it came to its end
 */
export async function speak(
  text: string,
  { wordsPerMinute, clock }: SpeechPace,
  signal: AbortSignal,
  hear: (text: string) => void,
): Promise<boolean> {
  const words = text.trim().match(/\S+\s*/g) ?? [];
  if (wordsPerMinute === 0 && !signal.aborted) {
    hear(text.trim());
    return true;
  }
  let said = '';
  for (const word of words) {
    if (signal.aborted) return false;
    said += word;
    hear(said.trimEnd());
    await pause(clock, MINUTE_MS / wordsPerMinute, signal);
  }
  return !signal.aborted;
}
