import { badRequest } from '../http/errors';
import type { Task } from './resources';

const KEYS: Record<string, ((task: Task) => number) | undefined> = {
  DateCreated: ({ dateCreated }) => dateCreated,
  Priority: ({ priority }) => priority,
  VirtualStartTime: ({ virtualStartTime }) => virtualStartTime,
};

/**
 * `Priority:desc,VirtualStartTime:asc`, the Ordering parameter of the list of tasks; by creation where it is absent.
 * Answers 400 to anything else, and to DateCreated and VirtualStartTime together.
 */
export function compareTasks(ordering: string | null): (left: Task, right: Task) => number {
  const clauses = (ordering ?? 'DateCreated:asc').split(',').map(parseClause);
  const names = clauses.map(({ name }) => name);
  if (names.includes('DateCreated') && names.includes('VirtualStartTime'))
    throw badRequest(20001, `Invalid Ordering ${ordering}: DateCreated and VirtualStartTime do not go together`);
  return (left, right) => {
    for (const { key, sign } of clauses) {
      const difference = sign * (key(left) - key(right));
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

function parseClause(text: string) {
  const [name = '', order = 'asc'] = text.trim().split(':');
  const key = KEYS[name];
  if (!key || (order !== 'asc' && order !== 'desc')) throw badRequest(20001, `Invalid Ordering ${text}`);
  return { name, key, sign: order === 'desc' ? -1 : 1 };
}
