import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for work no longer than this. The work goes on; nobody waits for it any more.
 *
 * @param limitMs milliseconds
 * @throws Error when it takes longer
 */
export async function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result> {
  const done = new AbortController();
  const tooLong = pause(limitMs, undefined, { signal: done.signal }).then(() => {
    throw new Error(`it did not end within ${limitMs / 1000} s`);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    done.abort();
    tooLong.catch(() => undefined);
  }
}
