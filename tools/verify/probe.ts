import { ASSUMPTIONS, type Assumptions } from '../../local-twilio/src/assumptions';
import type { Rig } from './rig';

export type Switch = keyof Assumptions;

/** What was seen of one assumption. Without `value` nothing was: `saw` gives the reason. */
export interface Observation<Value> {
  value?: Value;
  /** In words, without names, texts and tokens. */
  saw: string;
}

/** Finds out at an account how one assumption of local-twilio/src/assumptions.ts really is. */
export interface Probe<Name extends Switch = Switch> {
  name: Name;
  observe(rig: Rig): Promise<Observation<Assumptions[Name]>>;
}

export type Verdict = 'confirmed' | 'refuted' | 'not reached';

export interface Settled {
  name: Switch;
  reading: Assumptions[Switch];
  seen?: Assumptions[Switch];
  verdict: Verdict;
  saw: string;
}

/** Holds an observation against the strict reading. */
export function settle(name: Switch, { value, saw }: Observation<Assumptions[Switch]>): Settled {
  const reading = ASSUMPTIONS[name].value;
  if (value === undefined) return { name, reading, verdict: 'not reached', saw };
  return { name, reading, seen: value, verdict: value === reading ? 'confirmed' : 'refuted', saw };
}

export const defineProbe = <const Name extends Switch>(probe: Probe<Name>): Probe<Name> => probe;
