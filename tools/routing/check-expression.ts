import type { ComparisonTree, ExpressionTree, Operand } from '../../local-twilio/src/taskrouter/expression-tree';
import { parseExpression } from '../../local-twilio/src/taskrouter/expression-tree';
import { evaluate } from '../../local-twilio/src/taskrouter/expressions';
import { checkValues } from './check-values';
import { type AttributeOrigin, TASK_ATTRIBUTES } from './routing-attributes';

/** Where an expression stands decides whose attributes it sees. */
export type ExpressionPlace = 'queue' | 'filter' | 'target' | 'skip_if';

const WORKERS_FIELD = /^(available|unavailable|WA[0-9a-f]{32})$/;

/**
 * What is wrong with an expression: syntax, operators that Twilio does not document, attributes that may not route.
 *
 * @param pinned attributes that the filter compares with known values, so that a target may use them
 * @returns what is wrong, a sentence each
 */
export function checkExpression(
  text: string,
  place: ExpressionPlace,
  pinned: ReadonlySet<string> = new Set(),
): string[] {
  let tree: ExpressionTree;
  try {
    tree = parseExpression(text);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  const problems = comparisonsOf(tree).flatMap((comparison) => [
    ...undocumented(comparison),
    ...(place === 'filter' || place === 'target' ? checkValues(comparison) : []),
    ...[comparison.left, comparison.right].flatMap((side, index, sides) =>
      namesIn(side).flatMap((segments) => checkName(segments, place, pinned, isConstant(sides[1 - index]))),
    ),
  ]);
  if (hasNot(tree)) problems.push('NOT before a comparison is not documented by Twilio: turn the comparison round');
  return [...new Set(problems)];
}

/** Attributes that an expression compares with known values, wherever it holds. */
export function pinnedBy(text: string): Set<string> {
  const pins = (tree: ExpressionTree): string[] => {
    if (tree.kind === 'and') return [...pins(tree.left), ...pins(tree.right)];
    if (tree.kind === 'or') return pins(tree.left).filter((name) => pins(tree.right).includes(name));
    if (tree.kind !== 'comparison' || tree.negated || !['==', 'IN'].includes(tree.operator)) return [];
    return tree.left.kind === 'path' && isConstant(tree.right) ? [tree.left.segments[0] ?? ''] : [];
  };
  return new Set(pins(parseExpression(text)));
}

/** Does it hold whatever the task says, as `1==1` does? */
export function alwaysHolds(tree: ExpressionTree): boolean {
  if (tree.kind === 'or') return alwaysHolds(tree.left) || alwaysHolds(tree.right);
  if (tree.kind === 'and') return alwaysHolds(tree.left) && alwaysHolds(tree.right);
  return comparisonsOf(tree).every(({ left, right }) => isConstant(left) && isConstant(right)) && evaluate(tree, {});
}

/** All comparisons of an expression, left to right. */
export function comparisonsOf(tree: ExpressionTree): ComparisonTree[] {
  if (tree.kind === 'comparison') return [tree];
  if (tree.kind === 'not') return comparisonsOf(tree.inner);
  return [...comparisonsOf(tree.left), ...comparisonsOf(tree.right)];
}

/** The names that an operand looks up. */
export function namesIn(operand: Operand): string[][] {
  if (operand.kind === 'path') return [operand.segments];
  return operand.kind === 'list' ? operand.items.flatMap(namesIn) : [];
}

const isConstant = (operand: Operand | undefined) => operand !== undefined && namesIn(operand).length === 0;

const hasNot = (tree: ExpressionTree): boolean =>
  tree.kind === 'not' || (tree.kind !== 'comparison' && (hasNot(tree.left) || hasNot(tree.right)));

/** https://www.twilio.com/docs/taskrouter/expression-syntax names == != < <= > >= CONTAINS HAS IN and NOT IN. */
function undocumented({ operator, negated, left, right }: ComparisonTree): string[] {
  const problems: string[] = [];
  if (operator === '=') problems.push('= is not documented by Twilio: write ==');
  if (operator === '<>') problems.push('<> is not documented by Twilio: write !=');
  if (negated && operator !== 'IN') problems.push(`NOT ${operator} is not documented by Twilio`);
  if ([left, right].some((side) => side.kind === 'literal' && side.value === null))
    problems.push('null is no constant of Twilio’s: compare with a value, such as attribute CONTAINS "WK"');
  return problems;
}

function checkName(segments: string[], place: ExpressionPlace, pinned: ReadonlySet<string>, beside: boolean): string[] {
  const [first = '', second = ''] = segments;
  const name = segments.join('.');
  if (place === 'queue') {
    return ['task', 'worker', 'workers'].includes(first)
      ? [`${name}: a queue sees attributes of workers, without prefix`]
      : [];
  }
  if (place === 'skip_if') {
    return first === 'workers' && WORKERS_FIELD.test(second)
      ? []
      : [`${name}: skip_if sees workers.available and workers.unavailable`];
  }
  if (place === 'target') {
    if (first === 'worker') return [];
    if (first !== 'task') return [`${name} needs worker. or task. before it: a target sees both`];
    return checkAttribute(second, pinned.has(second));
  }
  if (['task', 'worker', 'workers'].includes(first))
    return [`${name}: a filter sees attributes of the task, without prefix`];
  return checkAttribute(first, beside);
}

/** @param known it is compared with known values */
export function checkAttribute(attribute: string, known: boolean): string[] {
  const origin: AttributeOrigin | undefined = Object.hasOwn(TASK_ATTRIBUTES, attribute)
    ? TASK_ATTRIBUTES[attribute]
    : undefined;
  if (origin === undefined)
    return [`${attribute} is no attribute of our tasks that routes: see docs/routing.md. A text needs quotes`];
  if (origin === 'customer-text') return [`${attribute} may not route: it says what a customer typed`];
  if (origin === 'customer-choice' && !known)
    return [
      `${attribute} may route by known values alone, such as ${attribute} IN ["billing"] in the filter: a customer typed it`,
    ];
  return [];
}
