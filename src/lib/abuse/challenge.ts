import type { RequestError } from '../http/errors';

/** What a page needs to know to solve a challenge. */
export type ChallengeForPage =
  | { provider: 'none' }
  /** For altcha-lib or ALTCHA's own widget. */
  | { provider: 'altcha'; challenge: object }
  /** For Cloudflare's widget. */
  | { provider: 'turnstile'; siteKey: string; action: string };

/** What the page gave, and for which chat. */
export interface Solution {
  text: string;
  /** Unique name of the conversation to be: for the same one, the same solution holds again. */
  chat: string;
}

/** Made beside the calls that make the chat: the refusal, if there is one. */
export type Claim = () => Promise<RequestError | undefined>;

/** One way to find out whether a visitor is worth the cost of a chat. */
export interface Challenge {
  forPage(): Promise<ChallengeForPage>;
  /**
   * Checks a solution without a call to Twilio.
   *
   * @returns what is left to claim, where a solution is to be used once
   * @throws RequestError 403 challenge_failed, 503 challenge_unavailable
   */
  verify(solution: Solution): Promise<Claim | undefined>;
}
