import { ASSUMPTIONS, type Assumptions } from '../../local-twilio/src/assumptions';
import { CommandError } from '../command-error';
import type { RunOptions } from './account-run';
import { type Observation, type Probe, type Settled, type Switch, settle } from './probe';
import { PROBES } from './probes';
import { Rig } from './rig';
import { SCENARIOS } from './scenarios';
import { UNREACHABLE } from './unreachable';

const BROKEN_OFF = 'the run was broken off';

export interface VerifyOptions extends RunOptions {
  /** Names of scenarios and switches; all of them when empty. */
  only?: readonly string[];
  /** A line for the terminal. */
  say?: (line: string) => void;
}

export interface ScenarioResult {
  name: string;
  seconds: number;
  /** Where it failed and how; absent: it went through. */
  failure?: { step: string; message: string };
}

export interface Results {
  scenarios: ScenarioResult[];
  assumptions: Settled[];
  /** What the run could not take away again, for a person to do. */
  leftBehind: string[];
}

/**
 * Plays the scenarios and asks the probes at the account, one after the other, and takes away what they made, whatever
 * happens. A scenario that fails stops nothing.
 *
 * @throws CommandError for names in `only` that there are not, and what a person must mend before anything can be played
 */
export async function verifyAccount(options: VerifyOptions): Promise<Results> {
  const { only = [], say = () => undefined, signal } = options;
  checkNames(only);
  const wanted = (name: string) => only.length === 0 || only.includes(name);
  const rig = new Rig(options);
  const results: Results = { scenarios: [], assumptions: [], leftBehind: [] };
  try {
    for (const [name, scenario] of Object.entries(SCENARIOS)) {
      if (!wanted(name) || signal.aborted) continue;
      const result = await play(rig, scenario);
      results.scenarios.push(result);
      say(`${result.failure ? 'failed ' : 'ok     '} ${name} (${result.seconds} s)`);
      if (result.failure) say(`        ${result.failure.step}: ${result.failure.message}`);
      await tidyUp(rig, results);
    }
    for (const probe of PROBES) {
      if (!wanted(probe.name) || signal.aborted) continue;
      const settled = settle(probe.name, await observe(rig, probe));
      results.assumptions.push(settled);
      say(`${settled.verdict.padEnd(11)} ${probe.name}: ${settled.saw}`);
      await tidyUp(rig, results);
    }
  } finally {
    await tidyUp(rig, results);
    await rig.lasting.run();
    results.leftBehind.push(...rig.lasting.problems);
    // Said here, since what failed may be the run itself.
    for (const line of results.leftBehind) say(`Left behind: ${line}`);
  }
  const reached = new Set(results.assumptions.map(({ name }) => name));
  for (const name of Object.keys(ASSUMPTIONS) as Switch[]) {
    if (reached.has(name) || !wanted(name)) continue;
    const reason = signal.aborted ? BROKEN_OFF : 'there is no probe for it yet';
    results.assumptions.push(settle(name, { saw: UNREACHABLE[name] ?? reason }));
  }
  return results;
}

async function play(rig: Rig, { name, run }: (typeof SCENARIOS)[string]): Promise<ScenarioResult> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 100) / 10;
  let at = 'beginning';
  try {
    await run(rig, (step) => {
      at = step;
    });
    return { name, seconds: seconds() };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const message = rig.options.signal.aborted ? BROKEN_OFF : messageOf(error);
    return { name, seconds: seconds(), failure: { step: at, message } };
  }
}

/** After each part: the agents go offline, and what was made is gone before the next one begins. */
async function tidyUp(rig: Rig, results: Results): Promise<void> {
  await rig.rest().catch((error: unknown) => results.leftBehind.push(`agents are not offline: ${messageOf(error)}`));
  await rig.cleanup.run();
  results.leftBehind.push(...rig.cleanup.problems.splice(0));
}

async function observe(rig: Rig, probe: Probe): Promise<Observation<Assumptions[Switch]>> {
  try {
    return await probe.observe(rig);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    return { saw: rig.options.signal.aborted ? BROKEN_OFF : messageOf(error) };
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** @throws CommandError for what is neither a scenario nor a switch */
export function checkNames(only: readonly string[]): void {
  const known = [...Object.keys(SCENARIOS), ...Object.keys(ASSUMPTIONS)];
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new CommandError(
    `There is no ${unknown.join(', ')}. There are:\n${known.map((name) => `  ${name}`).join('\n')}`,
  );
}
