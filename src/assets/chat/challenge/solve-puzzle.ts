import { type Challenge, type Solution, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

/** The browser computes beside the page's own thread, so no worker is needed that a strict policy might refuse. */
const LANES = 4;

/** ALTCHA's payload for one of its puzzles. Rejects with the reason of `signal`. */
export async function solvePuzzle(puzzle: object, signal?: AbortSignal): Promise<string> {
  const challenge = puzzle as Challenge;
  const controller = new AbortController();
  const stop = () => controller.abort();
  signal?.addEventListener('abort', stop);
  try {
    const solution = await Promise.any(
      Array.from({ length: LANES }, async (_, lane): Promise<Solution> => {
        const options = { counterStart: lane, counterStep: LANES, deriveKey, controller };
        const found = await solveChallenge({ challenge, ...options });
        if (!found) throw new Error('Stopped, or too slow');
        return found;
      }),
    );
    return btoa(JSON.stringify({ challenge, solution }));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    stop();
    signal?.removeEventListener('abort', stop);
  }
}
