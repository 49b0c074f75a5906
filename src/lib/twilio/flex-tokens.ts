import { validator } from 'twilio-flex-token-validator';
import * as v from 'valibot';
import type { Config } from '../config';

/** https://github.com/twilio/twilio-flex-token-validator: one request, which has no time limit of its own. */
const LIMIT_MS = 3000;

const Checked = v.object({
  identity: v.string(),
  worker_sid: v.nullish(v.string()),
  roles: v.optional(v.array(v.string()), []),
});

/** What Flex says of a token; `unavailable`: it said nothing that can be understood. */
export type FlexTokenCheck =
  | { state: 'valid'; identity: string; workerSid: string | undefined; roles: string[] }
  | { state: 'expired' | 'invalid' }
  | { state: 'unavailable'; detail: string };

type Validate = (...args: Parameters<typeof validator>) => Promise<unknown>;

/**
 * Asks Flex whose token this is. The validator rejects with a text, the same way for a bad token, for an answer that is
 * no JSON and for a socket that broke: only what speaks of the token is held against it.
 *
 * @param limitMs milliseconds that the request may take; never more than 3 s
 */
export async function checkFlexToken(
  {
    ACCOUNT_SID,
    TWILIO_API_KEY,
    TWILIO_API_SECRET,
  }: Pick<Config, 'ACCOUNT_SID' | 'TWILIO_API_KEY' | 'TWILIO_API_SECRET'>,
  token: string,
  limitMs: number,
  validate: Validate = validator,
): Promise<FlexTokenCheck> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    const limit = Math.min(LIMIT_MS, limitMs);
    timer = setTimeout(() => reject(`No answer within ${limit} ms`), limit);
  });
  const credentials = { Sid: TWILIO_API_KEY, Secret: TWILIO_API_SECRET };
  try {
    const answer = await Promise.race([validate(token, ACCOUNT_SID, undefined, undefined, credentials), expiry]);
    const { success, output } = v.safeParse(Checked, answer);
    if (!success) return { state: 'unavailable', detail: 'Flex answered in a form that we do not know' };
    return {
      state: 'valid',
      identity: output.identity,
      workerSid: output.worker_sid ?? undefined,
      roles: output.roles,
    };
  } catch (reason) {
    return whyNot(reason instanceof Error ? reason.message : String(reason));
  } finally {
    clearTimeout(timer);
  }
}

function whyNot(reason: string): FlexTokenCheck {
  if (/JSON|unexpected token/i.test(reason)) return { state: 'unavailable', detail: reason };
  if (/expired/i.test(reason)) return { state: 'expired' };
  if (/token/i.test(reason)) return { state: 'invalid' };
  return { state: 'unavailable', detail: reason };
}
