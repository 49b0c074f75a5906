import { Client } from '@twilio/conversations';
import { hearChannelErrors } from '../../test/testing/hear-channel-errors';
import type { Cleanup } from './cleanup';
import type { Patience } from './patience';

/** The Conversations SDK, connected, until `cleanup` runs. `twilsock` is its address at a local Twilio. */
export async function connectSdk(
  token: string,
  { twilsock, patience, cleanup }: { twilsock: string | undefined; patience: Patience; cleanup: Cleanup },
): Promise<Client> {
  const options = { logLevel: 'silent', ...(twilsock && { Twilsock: { uri: twilsock } }) } as const;
  const client = hearChannelErrors(new Client(token, options));
  cleanup.add('a connection of the Conversations SDK', () => disconnectSdk(client));
  await patience.until('the Conversations SDK is connected', () => {
    if (client.connectionState === 'denied') throw new Error('The Access Token was refused');
    return client.connectionState === 'connected';
  });
  return client;
}

/** A request of the SDK that is in flight when it is shut down is an unhandled rejection there: it is let through first. */
async function disconnectSdk(client: Client): Promise<void> {
  for (let trip = 0; trip < 6 && client.connectionState === 'connected'; trip += 1) {
    await client.getContentTemplates().catch(() => undefined);
  }
  await client.shutdown();
}
