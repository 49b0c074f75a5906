import type { Assumptions } from '../assumptions';

/** What the variables of a sub-flow are in its parent: `widgets.<name>.<key>`. */
export function subflowVariables(
  variables: Record<string, unknown>,
  { subflowReturnsObjects }: Assumptions,
  problem: (message: string) => void,
): Record<string, unknown> {
  const passed = Object.entries(variables).filter(([key, value]) => {
    const passes = subflowReturnsObjects || typeof value !== 'object' || value === null;
    if (!passes) problem(`The variable "${key}" of the sub-flow is an object, and only simple values come back`);
    return passes;
  });
  return Object.fromEntries(passed);
}
