import type TwilioClient from 'twilio/lib/rest/Twilio';

export interface Credentials {
  accountSid: string;
  apiKey: string;
  apiSecret: string;
}

/** Above the limit of one attempt, so that the helper's own time-out never comes first (its default is 30 s). */
const SOCKET_TIMEOUT_MS = 10_000;

const clients = new Map<string, Promise<TwilioClient>>();

/**
 * The helper library's client, loaded at the first call of a container and kept: requiring it costs more than most
 * requests. The API key is ours: `context.getTwilioClient()` would need the Auth Token in every Function.
 */
export function twilioClient({ accountSid, apiKey, apiSecret }: Credentials): Promise<TwilioClient> {
  const key = `${accountSid}:${apiKey}:${apiSecret}`;
  let client = clients.get(key);
  if (!client) {
    client = import('twilio/lib/rest/Twilio').then(
      ({ default: Twilio }) => new Twilio(apiKey, apiSecret, { accountSid, timeout: SOCKET_TIMEOUT_MS }),
    );
    clients.set(key, client);
  }
  return client;
}
