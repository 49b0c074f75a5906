import { valueAt } from './json-path';
import type { Worker } from './resources';

/** `worker.level DESC, worker.age ASC`; who has waited longest without a task comes first among equals. */
export function inOrder(
  workers: Worker[],
  orderBy: string | undefined,
  scopeOf: (worker: Worker) => Record<string, unknown>,
): Worker[] {
  const clauses = (orderBy ?? '').split(',').flatMap(parseClause);
  return [...workers].sort((left, right) => {
    for (const { path, sign } of clauses) {
      const difference = sign * (numberAt(scopeOf(left), path) - numberAt(scopeOf(right), path));
      if (difference !== 0) return difference;
    }
    return left.lastReserved - right.lastReserved;
  });
}

interface Clause {
  path: string[];
  sign: 1 | -1;
}

function parseClause(text: string): Clause[] {
  const [name, direction = 'ASC'] = text.trim().split(/\s+/);
  if (!name) return [];
  return [{ path: name.replace(/^worker\./, '').split('.'), sign: direction.toUpperCase() === 'DESC' ? -1 : 1 }];
}

function numberAt(attributes: Record<string, unknown>, path: string[]): number {
  const value = valueAt(attributes, path);
  return typeof value === 'number' ? value : 0;
}
