import { jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { unauthorized } from '../http/errors';
import { ConversationSid } from '../twilio/sids';
import type { Keys } from './keys';

const AUDIENCE = 'flex-handoff:video';

const Claims = v.object({ sub: v.string(), conversation: ConversationSid, call: v.string(), code: v.string() });

/** Whoever came in by a code is this person from then on, and may come back to this call when the code has run out. */
export interface VideoPass {
  /** Identity in the video rooms of this conversation. */
  identity: string;
  conversationSid: ConversationSid;
  /** The call; another one in the same conversation asks for another code. */
  root: string;
  /** That was shown. Until they have been let in, the pass is worth no more than this. */
  code: string;
}

/** @param seconds that it is good for @param now milliseconds since 1970 */
export function signVideoPass(keys: Keys, pass: VideoPass, seconds: number, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  const [key] = keys.session;
  if (!key) throw new Error('deriveKeys gives at least one session key');
  return new SignJWT({ conversation: pass.conversationSid, call: pass.root, code: pass.code })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(pass.identity)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .sign(key);
}

/** @throws RequestError 401 pass_invalid */
export async function verifyVideoPass(keys: Keys, token: string, now: number): Promise<VideoPass> {
  for (const key of keys.session) {
    const verified = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      currentDate: new Date(now),
    }).catch(() => undefined);
    const claims = v.safeParse(Claims, verified?.payload);
    if (claims.success) {
      const { sub, conversation, call, code } = claims.output;
      return { identity: sub, conversationSid: conversation, root: call, code };
    }
  }
  throw unauthorized('pass_invalid', 'This pass is not one of ours, or not good any more. Join by the code.');
}
