import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { ChallengeError, solveChallenge } from './solve-challenge';
import { solvePuzzle } from './solve-puzzle';

const secrets = { hmacSignatureSecret: 'signature', hmacKeySignatureSecret: 'key' };
const puzzle = (counter: number, cost = 100) =>
  createChallenge({ ...secrets, algorithm: 'PBKDF2/SHA-256', cost, counter, deriveKey });

/** /challenge answers this. */
function answering(body: object, status = 200) {
  const asked: [url: string, body: unknown][] = [];
  const request = async (url: unknown, init?: RequestInit) => {
    asked.push([String(url), JSON.parse(String(init?.body))]);
    return { ok: status === 200, status, json: async () => body } as Response;
  };
  return { asked, fetch: request as typeof fetch };
}

test('README example: the puzzle of a site is solved', async () => {
  const challenge = await puzzle(57);
  const { asked, fetch } = answering({ provider: 'altcha', challenge });
  const text = await solveChallenge({ baseUrl: 'https://chat.example/', site: 'outlet', fetch });
  expect(asked).toEqual([['https://chat.example/challenge', { site: 'outlet' }]]);
  const payload = JSON.parse(atob(text)) as { solution: { counter: number; derivedKey: string } };
  expect(payload.solution.counter).toBe(57);
  const { verified } = await verifySolution({ ...secrets, challenge, deriveKey, solution: payload.solution });
  expect(verified).toBe(true);
});

test('a site that asks for nothing gets nothing', async () => {
  const { asked, fetch } = answering({ provider: 'none' });
  expect(await solveChallenge({ fetch })).toBe('');
  expect(asked).toEqual([['/challenge', {}]]);
});

test('a refusal is an error of its own', async () => {
  const { fetch } = answering({ error: {} }, 403);
  const attempt = solveChallenge({ fetch });
  await expect(attempt).rejects.toThrow('/challenge answered 403');
  await expect(attempt).rejects.toBeInstanceOf(ChallengeError);
});

test('whoever closes the window stops the computing', async () => {
  const controller = new AbortController();
  const hard = solvePuzzle(await puzzle(1_000_000, 1000), controller.signal);
  controller.abort(new Error('closed'));
  await expect(hard).rejects.toThrow('closed');
});

test('what was stopped before it began is not begun', async () => {
  const { fetch } = answering({ provider: 'altcha', challenge: {} });
  await expect(solveChallenge({ fetch, signal: AbortSignal.abort(new Error('closed')) })).rejects.toThrow('closed');
});
