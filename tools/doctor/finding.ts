/**
 * `found`: it is there. `missing`: it is not, and nobody named it. `wrong`: what is there, or is named, will not do.
 * `unset`: nothing is said, and nothing has to be.
 */
export type State = 'found' | 'missing' | 'wrong' | 'unset';

/** One thing that was looked at: a variable, or something of the account. */
export interface Finding {
  name: string;
  state: State;
  /** Never a secret. */
  value?: string;
  /** What it is, or what is the matter. */
  message: string;
  /** What to do about it. */
  mend?: string;
  /** Without it, or while it is wrong, the Functions do not work or are not safe. */
  required: boolean;
}

/** Something that the account lacks and that can be made. */
export interface Creation {
  what: string;
  /** Makes it; answers the variables that name it. Throws what the helper library throws. */
  make(): Promise<Record<string, string>>;
}

export interface Examination {
  findings: Finding[];
  /** Variables that the environment does not set and whose values the account gives. */
  found: Record<string, string>;
  creations: Creation[];
}

/** Does anything stand in the way of the Functions? */
export const isProblem = ({ required, state }: Finding): boolean =>
  required && (state === 'missing' || state === 'wrong');
