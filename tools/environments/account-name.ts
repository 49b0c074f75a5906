import type { Twilio } from 'twilio';

/** What the console calls the account. Undefined: Twilio shows it to the Auth Token and to main keys alone. */
export async function accountName(client: Twilio, accountSid: string): Promise<string | undefined> {
  return client.api.v2010
    .accounts(accountSid)
    .fetch()
    .then(
      ({ friendlyName }) => friendlyName,
      () => undefined,
    );
}
