/** A function that the page has given us has failed, or did not answer in time. */
export class PageError extends Error {
  constructor(
    readonly code: 'customer_token_failed' | 'challenge_failed',
    cause: unknown,
  ) {
    super(code, { cause });
    this.name = 'PageError';
  }
}
