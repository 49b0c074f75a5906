import type { Consent } from '../consent';
import { Cleanup } from './cleanup';
import { findLeftovers, type Leftover, mayBeAtWork } from './leftovers';
import type { Target } from './target';

export interface OfferRemoval {
  /** Answers yes where `--yes` was given. */
  consent: Consent;
  /** False: nobody can say whether another run is at work, so what it may need is let be. */
  attended: boolean;
  say: (line: string) => void;
}

/** Names what earlier runs left in the account, and removes it if that is wanted. */
export async function offerRemoval(target: Target, { consent, attended, say }: OfferRemoval): Promise<void> {
  const found = await findLeftovers(target);
  const young = found.filter((one) => mayBeAtWork(one));
  const removable = attended ? found : found.filter((one) => !mayBeAtWork(one));
  if (found.length === 0) return;
  say('Earlier runs left here:');
  for (const one of found) say(`  ${one.what}, made ${one.made.toISOString()}`);
  if (young.length > 0) {
    say(
      `${young.length} of these ${young.length === 1 ? 'is' : 'are'} less than an hour old: another run may be at work${attended ? '' : ', so they stay'}.`,
    );
  }
  if (removable.length === 0 || !(await consent('Remove them?'))) return;
  for (const problem of await removeAll(removable)) say(`Not removed: ${problem}`);
}

async function removeAll(leftovers: readonly Leftover[]): Promise<string[]> {
  const cleanup = new Cleanup();
  for (const { what, remove } of leftovers.toReversed()) cleanup.add(what, remove);
  await cleanup.run();
  return cleanup.problems;
}
