/** The page could not say who the customer is: its own `customerToken` has failed, or did not answer in time. */
export class CustomerTokenError extends Error {
  constructor(cause: unknown) {
    super('customerToken has failed', { cause });
    this.name = 'CustomerTokenError';
  }
}
