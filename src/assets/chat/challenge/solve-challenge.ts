import type { ChallengeForPage } from '../../../lib/abuse/challenge';
import { withinLimit } from '../time-limit';

/** For the question; solving takes as long as it takes. */
const ANSWER_MS = 12_000;

export interface SolveChallengeOptions {
  /** Where the endpoints are; empty is the page's own origin. */
  baseUrl?: string;
  site?: string;
  /** Where Cloudflare may show a checkbox, if it wants one; otherwise in the middle of the window. */
  container?: HTMLElement;
  signal?: AbortSignal;
  fetch?: typeof fetch;
}

/**
 * What to send as `challenge` to /conversation-create; empty, when the site asks for nothing. What solves it is loaded
 * when it is needed. Rejects with ChallengeError, or with the reason of `signal`.
 */
export async function solveChallenge(options: SolveChallengeOptions = {}): Promise<string> {
  const asked = await ask(options);
  options.signal?.throwIfAborted();
  if (asked.provider === 'none') return '';
  if (asked.provider === 'altcha') {
    const { solvePuzzle } = await import('./solve-puzzle');
    return solvePuzzle(asked.challenge, options.signal);
  }
  const { showTurnstile } = await import('./show-turnstile');
  return showTurnstile(asked, options);
}

/** The challenge could not be asked for, or not be solved. */
export class ChallengeError extends Error {
  override name = 'ChallengeError';
}

async function ask({ baseUrl = '', site, signal, fetch: request = fetch }: SolveChallengeOptions) {
  const asking = request(`${baseUrl.replace(/\/+$/, '')}/challenge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ site }),
    signal,
  });
  const response = await withinLimit(AbortSignal.timeout(ANSWER_MS), asking);
  if (!response.ok) throw new ChallengeError(`/challenge answered ${response.status}`);
  return (await response.json()) as ChallengeForPage;
}
