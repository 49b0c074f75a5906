import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from '../command-error';
import type { Outcome } from './progress';
import { request } from './request';

export interface SmokeTestOptions {
  /** Of the Functions, without scheme. */
  domain: string;
  /** What `/version` has to answer. */
  commit: string;
  /** One of those that may use the chat; undefined: only the Functions' own. */
  origin?: string;
  /** How long to wait until the domain answers with this commit; 0 when absent. */
  patienceMs?: number;
}

const PAUSE_MS = 1000;
const STRANGER = 'https://stranger.example';

/**
 * Asks the deployed Functions as the world does: is this the build that was uploaded, are protected Functions closed to
 * unsigned calls, and may the right pages read the answers?
 *
 * @throws CommandError that names everything that is wrong
 */
export async function smokeTest(options: SmokeTestOptions): Promise<Outcome> {
  const { domain, commit, origin = `https://${domain}`, patienceMs = 0 } = options;
  const version = await commitAnswers(domain, commit, patienceMs);
  const checks = await Promise.all([
    { name: '/version answers with this commit', problem: version },
    ...['/webhook', '/studio/handoff-begin'].map((path) =>
      check(`an unsigned call to ${path} is refused`, async () => {
        const { status } = await request(`https://${domain}${path}`, { method: 'POST' });
        return status >= 400 && status < 500 ? undefined : `it answered ${status}`;
      }),
    ),
    check(`pages of ${origin} may use the chat`, async () => {
      const { status, headers } = await askAvailability(domain, origin);
      const allowed = headers['access-control-allow-origin'];
      if (status === 200 && allowed === origin) return undefined;
      return `it answered ${status}, access-control-allow-origin ${allowed ?? 'absent'}`;
    }),
    check('pages of others may not', async () => {
      const { status, headers } = await askAvailability(domain, STRANGER);
      if (status === 403 && headers['access-control-allow-origin'] === undefined) return undefined;
      return `it answered ${status}, access-control-allow-origin ${headers['access-control-allow-origin'] ?? 'absent'}`;
    }),
  ]);
  const problems = checks.flatMap(({ name, problem }) => (problem ? [`${name}: ${problem}`] : []));
  if (problems.length > 0) {
    throw new CommandError(
      `https://${domain} is not as it should be:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
  return { did: checks.map(({ name }) => name).join('; ') };
}

/** Asks until it does, or until it is too late. Resolves with what is wrong then. */
async function commitAnswers(domain: string, commit: string, patienceMs: number): Promise<string | undefined> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const { problem } = await check('', () => commitProblem(domain, commit));
    if (problem === undefined || performance.now() >= until) return problem;
    await pause(PAUSE_MS);
  }
}

async function commitProblem(domain: string, commit: string): Promise<string | undefined> {
  const { status, body } = await request(`https://${domain}/version`);
  const told = status === 200 ? (JSON.parse(body) as { commit?: string }).commit : undefined;
  return told === commit ? undefined : `it answered ${status}, commit ${told ?? 'unknown'} instead of ${commit}`;
}

interface Check {
  name: string;
  /** Undefined: it is as it should be. */
  problem?: string | undefined;
}

async function check(name: string, work: () => Promise<string | undefined>): Promise<Check> {
  try {
    return { name, problem: await work() };
  } catch (error) {
    return { name, problem: error instanceof Error ? error.message : String(error) };
  }
}

const askAvailability = (domain: string, origin: string) =>
  request(`https://${domain}/availability`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: '{}',
  });
