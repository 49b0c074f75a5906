import type { Failure } from './answer';
import type { Examination, Finding } from './finding';

/** What one examiner adds. */
export type Part = Partial<Examination>;

export const join = (parts: Part[]): Examination => ({
  findings: parts.flatMap(({ findings = [] }) => findings),
  found: Object.assign({}, ...parts.map(({ found }) => found)),
  creations: parts.flatMap(({ creations = [] }) => creations),
});

/** Nobody could say. */
export const notKnown = (name: string, { reason }: Failure, required = true): Finding => ({
  name,
  state: 'wrong',
  message: `not known: ${reason}`,
  mend: 'Run it again.',
  required,
});

/** Found by its name; the environment does not have it yet. */
export const foundByName = (name: string, value: string, message: string): Part => ({
  findings: [{ name, state: 'found', value, message, required: true }],
  found: { [name]: value },
});

export const CREATE = '`npm run doctor -- --write --create` makes it.';
