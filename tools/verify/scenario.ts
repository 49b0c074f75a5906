import type { Rig } from './rig';

/** A way through the product, from outside; what it makes in the account is taken away by the rig. */
export interface Scenario {
  name: string;
  /** `step` names what is being done, for the report; what fails throws. */
  run(rig: Rig, step: (name: string) => void): Promise<void>;
}

/** @throws Error with `words` unless it is so */
export function expectThat(isSo: boolean, words: string): asserts isSo {
  if (!isSo) throw new Error(words);
}
