import { randomInt } from 'node:crypto';
import { RequestError } from '../http/errors';
import type { Keys } from './keys';
import { type VideoPass, verifyVideoPass } from './video-pass';

/**
 * 25 letters and digits: none that look alike (0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B, U and V), and no
 * vowels, so that no code is a word.
 */
const ALPHABET = '23456789CDFGHJKMNPQRTVWXY';

/** What somebody without a session shows: the code itself, or the pass that it was exchanged for. */
export type JoinProof = { code: string } | { pass: VideoPass };

/** @param length letters @param pick a random whole number below the one given */
export function makeJoinCode(length: number, pick: (below: number) => number = randomInt): string {
  return Array.from({ length }, () => ALPHABET[pick(ALPHABET.length)]).join('');
}

/** As somebody types it: in small letters, with spaces or hyphens between. Undefined: no code of ours looks like this. */
export function readJoinCode(typed: string): string | undefined {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  const known = [...code].every((letter) => ALPHABET.includes(letter));
  return known && code.length >= 6 && code.length <= 32 ? code : undefined;
}

/** One answer for a code that never was, and for one that is not good any more. */
export const codeUnknown = () =>
  new RequestError(404, 'code_unknown', 'This code is not good, or not any more. Ask the agent for another one.');

/**
 * Reads what was shown. Whether a code is good, the call that it is for must say.
 *
 * @throws RequestError 404 code_unknown, 401 pass_invalid
 */
export async function readJoinProof(
  keys: Keys,
  { code, pass }: { code?: string | undefined; pass?: string | undefined },
  now: number,
): Promise<JoinProof> {
  if (pass !== undefined) return { pass: await verifyVideoPass(keys, pass, now) };
  const read = readJoinCode(code ?? '');
  if (read === undefined) throw codeUnknown();
  return { code: read };
}

/** Admits whoever has the join code of a video call. */
export const byCode = { kind: 'code', read: readJoinProof } as const;
