/** npm and tsx pass a Ctrl-C on that the terminal has given to every process already. */
const SAME_PRESS_MS = 1000;

export interface BreakOff {
  /** Aborted by the first Ctrl-C. */
  signal: AbortSignal;
  /** Gives the signals back. */
  stop(): void;
}

/**
 * Ctrl-C breaks the run off; the cleaning up is let come to its end, unless somebody insists twice.
 *
 * @param now milliseconds, of any clock
 */
export function breakOff(say: (line: string) => void, now: () => number = () => performance.now()): BreakOff {
  const controller = new AbortController();
  let presses = 0;
  let last = Number.NEGATIVE_INFINITY;
  const onSignal = () => {
    if (now() - last < SAME_PRESS_MS) return;
    last = now();
    presses += 1;
    if (presses === 1) say('Broken off: what was made is being taken away…');
    if (presses === 2) say('Still taking it away. Once more ends it at once, and leaves the rest behind.');
    if (presses > 2) process.exit(130);
    controller.abort(new Error('broken off'));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  const stop = () => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(name, onSignal);
  };
  return { signal: controller.signal, stop };
}
