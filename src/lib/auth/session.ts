import { jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { unauthorized } from '../http/errors';
import { ConversationSid } from '../twilio/sids';
import type { Keys } from './keys';

const AUDIENCE = 'flex-handoff:session';

const Claims = v.object({
  sub: v.string(),
  conversation: ConversationSid,
  site: v.string(),
  end: v.number(),
});

/** What the holder of a session may do: this identity, in this conversation, until `end`. */
export interface Session {
  identity: string;
  conversationSid: ConversationSid;
  site: string;
  /** Seconds since 1970 after which no refresh helps. */
  end: number;
}

/** Admits holders of a session. */
export const bySession = { kind: 'session', verify: verifySession } as const;

/** Signs a session with the newest key. It carries no grant of Twilio's: it is exchanged for an Access Token. */
export function signSession(keys: Keys, session: Session, now: number): Promise<string> {
  return new SignJWT({ conversation: session.conversationSid, site: session.site, end: session.end })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(session.identity)
    .setAudience(AUDIENCE)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(session.end)
    .sign(newest(keys));
}

/**
 * Verifies a session with any of the keys.
 *
 * @throws RequestError 401 session_expired, 401 session_invalid
 */
export async function verifySession(keys: Keys, token: string, now: number): Promise<Session> {
  for (const key of keys.session) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        audience: AUDIENCE,
        currentDate: new Date(now),
      });
      const claims = v.safeParse(Claims, payload);
      if (!claims.success) break;
      const { sub, conversation, site, end } = claims.output;
      return { identity: sub, conversationSid: conversation, site, end };
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_JWT_EXPIRED') {
        throw unauthorized('session_expired', 'This chat session is over. Start a new chat with /conversation-create.');
      }
    }
  }
  throw unauthorized(
    'session_invalid',
    'The session is not one of ours. Send the latest `session` that you were given.',
  );
}

function newest({ session: [key] }: Keys): Uint8Array {
  if (!key) throw new Error('deriveKeys gives at least one session key');
  return key;
}
