import { createHash } from 'node:crypto';
import { CappedMap, createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import * as v from 'valibot';
import { forbidden } from '../http/errors';
import { Documents } from '../state/documents';
import type { Sync } from '../twilio/sync';
import type { Challenge, Claim } from './challenge';

const LIFETIME_SECONDS = 5 * 60;
/** Sync counts from when it gets the document, and clocks differ. */
const KEPT_SECONDS = LIFETIME_SECONDS + 60;

/**
 * To be tried through until the right number is found: about a quarter of a second on a laptop and a few seconds on an
 * old phone. What costs an honest visitor nothing costs whoever opens thousands of chats a computer.
 */
const ITERATIONS = 5000;
const FEWEST_TRIES = 200;
const MOST_TRIES = 800;

/** What ALTCHA's solvers and widgets send, base64 of JSON. https://altcha.org/docs/v2/ */
const Payload = v.object({
  challenge: v.object({
    parameters: v.object({
      algorithm: v.string(),
      cost: v.number(),
      data: v.object({ site: v.string() }),
      expiresAt: v.number(),
      keyLength: v.number(),
      keyPrefix: v.string(),
      keySignature: v.string(),
      nonce: v.string(),
      salt: v.string(),
    }),
    signature: v.string(),
  }),
  solution: v.object({ counter: v.number(), derivedKey: v.string() }),
});

/** Solutions by puzzle, with who has used them: whoever sends one about, does not get as far as Twilio. */
export type UsedSolutions = Map<string, string>;
const inThisContainer: UsedSolutions = new CappedMap<string, string>({ maxSize: 1000 });

export interface AltchaSettings {
  /** HMAC key. */
  key: Uint8Array;
  site: string;
  sync: Pick<Sync, 'create' | 'fetch' | 'update' | 'remove'>;
  /** Milliseconds since 1970. */
  now: () => number;
  used?: UsedSolutions;
}

/** ALTCHA: a puzzle of our own making, without any third party. Each is for one chat, and for five minutes. */
export function altcha({ key, site, sync, now, used = inThisContainer }: AltchaSettings): Challenge {
  const secret = Buffer.from(key).toString('hex');
  const secrets = { hmacSignatureSecret: `challenge:${secret}`, hmacKeySignatureSecret: `solution:${secret}` };
  const uses = new Documents<string>(sync, (puzzle) => `altcha.${puzzle}`, KEPT_SECONDS, now);
  return {
    forPage: async () => {
      const challenge = await createChallenge({
        ...secrets,
        algorithm: 'PBKDF2/SHA-256',
        cost: ITERATIONS,
        counter: randomInt(MOST_TRIES, FEWEST_TRIES),
        data: { site },
        deriveKey,
        expiresAt: Math.floor(now() / 1000) + LIFETIME_SECONDS,
      });
      return { provider: 'altcha', challenge };
    },
    verify: async ({ text, chat }) => {
      const payload = v.safeParse(Payload, decode(text));
      if (!payload.success) throw failed('The solution cannot be read');
      const { challenge, solution } = payload.output;
      const { parameters } = challenge;
      if (parameters.expiresAt * 1000 <= now()) throw failed('The puzzle is older than five minutes');
      const checked = await verifySolution({ ...secrets, challenge, deriveKey, solution });
      if (!checked.verified) throw failed('The solution is wrong');
      if (parameters.data.site !== site) throw failed('The puzzle is one of another site');
      const puzzle = createHash('sha256').update(challenge.signature).digest('hex').slice(0, 32);
      if ((used.get(puzzle) ?? chat) !== chat) throw usedBefore();
      return claimOf(uses, used, puzzle, chat);
    },
  };
}

/** Whoever is first to create the document has the puzzle, also across containers. */
function claimOf(uses: Documents<string>, used: UsedSolutions, puzzle: string, chat: string): Claim {
  return async () => {
    const { value } = await uses.createOrRead(puzzle, chat);
    used.set(puzzle, value);
    return value === chat ? undefined : usedBefore();
  };
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

const usedBefore = () => failed('The puzzle was solved for another chat');
const failed = (why: string) => forbidden('challenge_failed', `${why}. Ask /challenge and solve it again.`);
