import type { LintedFlow } from '../linted-flow';
import { asArray, asRecord } from '../linted-state';

export interface SetVariable {
  state: string;
  key: string;
  value: string;
}

/** What the Set Variables widgets of a flow set. */
export function setVariables(flow: LintedFlow): SetVariable[] {
  return flow.ofType('set-variables').flatMap(({ name, properties }) =>
    asArray(properties.variables).flatMap((item) => {
      const { key, value } = asRecord(item);
      return typeof key === 'string' ? [{ state: name, key, value: typeof value === 'string' ? value : '' }] : [];
    }),
  );
}
