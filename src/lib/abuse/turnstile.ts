import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { configInvalid, forbidden, RequestError } from '../http/errors';
import type { Challenge } from './challenge';

const VERIFY_URL = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
const TIMEOUT_MS = 3000;
/** Of our widget: a token that was made for another form of the same site is none of ours. */
export const TURNSTILE_ACTION = 'flex-chat';

/** https://developers.cloudflare.com/turnstile/get-started/server-side-validation/ */
const Verdict = v.object({
  success: v.boolean(),
  'error-codes': v.optional(v.array(v.string()), []),
  hostname: v.optional(v.string()),
  action: v.optional(v.string()),
});
type Verdict = v.InferOutput<typeof Verdict>;

export interface TurnstileSettings {
  secret: string;
  siteKey: string;
  /** Where the site's pages are: `shop.example`. */
  hostnames: readonly string[];
  /** Milliseconds that are left for the request. */
  remaining: () => number;
  fetch?: typeof fetch;
  verifyUrl?: string;
}

/** Cloudflare Turnstile. A token is for one use and five minutes, which Cloudflare sees to. */
export function turnstile(settings: TurnstileSettings): Challenge {
  return {
    forPage: async () => ({ provider: 'turnstile', siteKey: settings.siteKey, action: TURNSTILE_ACTION }),
    verify: async ({ text, chat }) => {
      const verdict = await ask(settings, {
        secret: settings.secret,
        response: text,
        // Lets a repeat for the same chat pass with the same token.
        idempotency_key: uuidOf(chat),
      });
      judge(verdict, settings.hostnames);
      return undefined;
    },
  };
}

async function ask(settings: TurnstileSettings, body: object): Promise<Verdict> {
  try {
    const response = await (settings.fetch ?? fetch)(settings.verifyUrl ?? VERIFY_URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(Math.min(TIMEOUT_MS, settings.remaining())),
    });
    // A refusal may come with a 4xx; what is no verdict at all is none.
    return v.parse(Verdict, await response.json());
  } catch (cause) {
    throw unavailable(cause);
  }
}

function judge(verdict: Verdict, hostnames: readonly string[]): void {
  const codes = verdict['error-codes'];
  if (codes.some((code) => code.endsWith('-secret'))) {
    throw configInvalid('Cloudflare does not know TURNSTILE_SECRET.');
  }
  if (codes.includes('internal-error')) throw unavailable(new Error('internal-error'));
  if (!verdict.success) throw failed('Cloudflare does not take this token, which may be old or used');
  if (!hostnames.includes(verdict.hostname ?? '')) throw failed('The token was made on a page of another site');
  if (verdict.action !== TURNSTILE_ACTION) throw failed(`The widget must have the action ${TURNSTILE_ACTION}`);
}

/** Always the same of the same text. RFC 9562, 5.8 */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const failed = (why: string) => forbidden('challenge_failed', `${why}. Ask /challenge and solve it again.`);

function unavailable(cause: unknown): RequestError {
  const error = new RequestError(
    503,
    'challenge_unavailable',
    'Cloudflare cannot be asked about the challenge now. Send the same request again.',
    true,
  );
  error.cause = cause;
  return error;
}
