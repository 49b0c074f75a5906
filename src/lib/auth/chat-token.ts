import { compactVerify } from 'jose';
import * as v from 'valibot';
import type { Config } from '../config';
import { forbidden } from '../http/errors';
import { parseObject } from '../json/parse-object';

/** https://www.twilio.com/docs/iam/access-tokens#jwt-format */
const ChatClaims = v.object({
  iss: v.string(),
  sub: v.string(),
  grants: v.object({ identity: v.string(), chat: v.object({ service_sid: v.string() }) }),
});

/**
 * Whose Access Token for the Conversations SDK is this? It must be one of ours; it may have expired, so that a page which
 * slept comes back: how long it is good for something is for the caller to say.
 *
 * @throws RequestError 403 token_invalid
 */
export async function readChatToken(
  config: Pick<Config, 'ACCOUNT_SID' | 'TWILIO_API_KEY' | 'TWILIO_API_SECRET' | 'CONVERSATIONS_SERVICE_SID'>,
  token: string,
): Promise<{ identity: string }> {
  const key = new TextEncoder().encode(config.TWILIO_API_SECRET);
  const text = await compactVerify(token, key, { algorithms: ['HS256'] }).then(
    ({ payload }) => new TextDecoder().decode(payload),
    () => '',
  );
  const claims = v.safeParse(ChatClaims, parseObject(text));
  if (claims.success) {
    const { iss, sub, grants } = claims.output;
    const ours = iss === config.TWILIO_API_KEY && sub === config.ACCOUNT_SID;
    if (ours && grants.chat.service_sid === config.CONVERSATIONS_SERVICE_SID) return { identity: grants.identity };
  }
  throw forbidden('token_invalid', 'This is not an Access Token that /initWebchat or /refreshToken gave out.');
}
