import type { Caller } from '../auth/callers';
import type { VerifiedCustomer } from '../auth/customer-token';
import { badRequest } from '../http/errors';

/** What of the input is for servers alone, or is not for them. */
export interface Vouching {
  customer?: { name?: string | undefined; subject?: string | undefined } | undefined;
  customerToken?: string | undefined;
  bridge?: boolean | undefined;
}

/**
 * The customer for whom somebody vouches: by a customer token, or as a server that names a subject. Undefined: nobody
 * does, and the name is what was typed.
 *
 * @throws RequestError 400 for_servers_only, 400 not_for_servers
 */
export function vouchedCustomer(
  caller: Caller,
  { customer, customerToken, bridge }: Vouching,
): VerifiedCustomer | undefined {
  if (caller.kind !== 'server') {
    if (customer?.subject !== undefined || bridge !== undefined) {
      throw badRequest(
        'for_servers_only',
        '`customer.subject` and `bridge` are for servers, which sign their requests.',
      );
    }
    return caller.kind === 'customer' ? caller.customer : undefined;
  }
  if (customerToken !== undefined) {
    throw badRequest('not_for_servers', 'A server vouches by `customer.subject`: leave `customerToken` out.');
  }
  return customer?.subject === undefined ? undefined : { subject: customer.subject, name: customer.name || undefined };
}
