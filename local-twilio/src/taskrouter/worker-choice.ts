import { valueAt } from './json-path';
import { parseOrder } from './order-by';
import type { Worker } from './resources';

/** `worker.level DESC, worker.age ASC`; who has waited longest without a task comes first among equals. */
export function inOrder(
  workers: Worker[],
  orderBy: string | undefined,
  scopeOf: (worker: Worker) => Record<string, unknown>,
): Worker[] {
  const clauses = parseOrder(orderBy);
  return [...workers].sort((left, right) => {
    for (const { path, sign } of clauses) {
      const difference = sign * (numberAt(scopeOf(left), path) - numberAt(scopeOf(right), path));
      if (difference !== 0) return difference;
    }
    return left.lastReserved - right.lastReserved;
  });
}

function numberAt(attributes: Record<string, unknown>, path: string[]): number {
  const value = valueAt(attributes, path);
  return typeof value === 'number' ? value : 0;
}
