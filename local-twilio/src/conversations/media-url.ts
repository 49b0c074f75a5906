import type { Account } from '../account/account';

export const MEDIA_HOST = 'mcs.us1.twilio.com';
/** Where the bytes are, for whoever has the temporary URL. */
export const MEDIA_CONTENT_HOST = 'media.us1.twilio.com';

/**
 * The media service as the client at this origin reaches it: the SDK asks it by HTTP and not through its socket, and a
 * page whose Content-Security-Policy names one server must get along with that one.
 */
export const mediaUrl = (origin: string, account: Account, kind: 'Media' | 'MediaSet') =>
  `${origin}/__t/${MEDIA_HOST}/v1/Services/${account.conversationsServiceSid}/${kind}`;

export const mediaContentUrl = (origin: string, key: string) => `${origin}/__t/${MEDIA_CONTENT_HOST}/${key}`;
