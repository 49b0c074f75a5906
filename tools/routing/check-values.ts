import type { ComparisonTree, Operand } from '../../local-twilio/src/taskrouter/expression-tree';
import { SITES } from '../../src/sites/sites';

interface Values {
  /** In words. */
  are: string;
  allow: (value: unknown) => boolean;
}

const oneOf = (...values: (string | boolean)[]): Values => ({
  are: values.map((value) => JSON.stringify(value)).join(' or '),
  allow: (value) => values.some((each) => each === value),
});

/** Attributes of our tasks that have few values: docs/task-attributes.md and docs/routing.md. */
const KNOWN_VALUES: Readonly<Record<string, Values>> = {
  site: oneOf(...SITES.map(({ name }) => name)),
  languageBase: {
    are: 'a language without region, such as "de"',
    allow: (value) => typeof value === 'string' && /^[a-z]{2,3}$/.test(value),
  },
  messageLeft: oneOf(true),
  video: oneOf(true),
  verified: oneOf(true, false),
  transferTargetType: oneOf('worker', 'queue'),
};

const COMPARING = ['==', '!=', 'IN'];

/**
 * Values that an attribute never has: where a filter asks for them, no task fits, and nobody sees why.
 *
 * @returns what is wrong, a sentence each
 */
export function checkValues({ operator, left, right }: ComparisonTree): string[] {
  if (!COMPARING.includes(operator)) return [];
  return [
    [left, right],
    [right, left],
  ].flatMap(([side, other]) => {
    const name = side?.kind === 'path' ? side.segments.filter((segment) => segment !== 'task').join('.') : '';
    const values = Object.hasOwn(KNOWN_VALUES, name) ? KNOWN_VALUES[name] : undefined;
    if (!values) return [];
    return constantsIn(other)
      .filter((value) => value !== null && !values.allow(value))
      .map((value) => `${name} is never ${JSON.stringify(value)}: it is ${values.are}`);
  });
}

function constantsIn(operand: Operand | undefined): unknown[] {
  if (operand?.kind === 'literal') return [operand.value];
  return operand?.kind === 'list' ? operand.items.flatMap(constantsIn) : [];
}
