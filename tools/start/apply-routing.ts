import type { LocalTwilio } from '../../local-twilio/src/local-twilio';
import { ensureRouting } from '../routing/ensure-routing';
import { withRoutingAccount } from '../routing/routing-account';

/**
 * Lets the local TaskRouter route as routing/ says, instead of by the few lines that it is seeded with: what is tried
 * here is what an account gets.
 *
 * @returns why it does not, when a file is wrong
 */
export async function applyRouting({ port }: Pick<LocalTwilio, 'port'>): Promise<string | undefined> {
  return withRoutingAccount({ local: String(port) }, ({ client, workspaceSid }) =>
    ensureRouting(client, { workspaceSid, force: true }),
  ).then(
    () => undefined,
    (error: Error) => `The local TaskRouter does not route as routing/ says. ${error.message}`,
  );
}
