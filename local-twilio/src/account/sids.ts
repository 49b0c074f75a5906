import { createHash, randomBytes } from 'node:crypto';

/** A new SID: two letters and 32 hex digits. */
export function newSid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex');
}

/** The same SID for the same name in every run, so that bookmarks and .env files stay valid. */
export function seededSid(prefix: string, name: string): string {
  return prefix + createHash('sha256').update(`local-twilio:${name}`).digest('hex').slice(0, 32);
}
