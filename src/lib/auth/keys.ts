import { hkdfSync } from 'node:crypto';
import type { Config } from '../config';

/** Keys by what they are for: one that leaks or is misused opens nothing else. */
export interface Keys {
  /** HS256 keys of sessions, the newest first: it signs, all of them verify. */
  session: Uint8Array[];
  /** HMAC key of identities and unique names. */
  identity: Uint8Array;
  /** HS256 key of the seal in the conversation's attributes. */
  seal: Uint8Array;
  /** HMAC key of the puzzles that visitors solve. */
  challenge: Uint8Array;
}

export function deriveKeys(config: Pick<Config, 'TWILIO_API_SECRET' | 'SESSION_SECRETS' | 'IDENTITY_SECRET'>): Keys {
  const sessionSecrets = config.SESSION_SECRETS ?? [config.TWILIO_API_SECRET];
  const identitySecret = config.IDENTITY_SECRET ?? config.TWILIO_API_SECRET;
  return {
    session: sessionSecrets.map((secret) => derive(secret, 'session')),
    identity: derive(identitySecret, 'identity'),
    seal: derive(identitySecret, 'seal'),
    challenge: derive(identitySecret, 'challenge'),
  };
}

const derive = (secret: string, purpose: string) =>
  new Uint8Array(hkdfSync('sha256', secret, 'flex-handoff', purpose, 32));
