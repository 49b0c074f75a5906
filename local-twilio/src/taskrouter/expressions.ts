import { type ExpressionTree, type Operand, type Operator, parseExpression } from './expression-tree';
import { valueAt } from './json-path';

/** What the names of an expression stand for. A name without `worker.`, `task.` or `workers.` is looked up in `own`. */
export interface Scope {
  own?: Record<string, unknown>;
  worker?: Record<string, unknown>;
  task?: Record<string, unknown>;
  workers?: Record<string, unknown>;
}

export type Expression = (scope: Scope) => boolean;

const compiled = new Map<string, Expression>();

/**
 * Compiles an expression of TaskRouter's SQL-like language. Throws SyntaxError.
 * @see https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export function compileExpression(text: string): Expression {
  const known = compiled.get(text);
  if (known) return known;
  const tree = parseExpression(text);
  const expression: Expression = (scope) => evaluate(tree, scope);
  compiled.set(text, expression);
  return expression;
}

/**
 * Does it hold? An attribute that is not there is null: it equals nothing but null, is in no list, and has nothing.
 * Comparing arrays as if they were single values gives false, and so does a list operator without a list.
 */
export function evaluate(tree: ExpressionTree, scope: Scope): boolean {
  switch (tree.kind) {
    case 'or':
      return evaluate(tree.left, scope) || evaluate(tree.right, scope);
    case 'and':
      return evaluate(tree.left, scope) && evaluate(tree.right, scope);
    case 'not':
      return !evaluate(tree.inner, scope);
    case 'comparison': {
      const held = COMPARISONS[tree.operator](operandValue(tree.left, scope), operandValue(tree.right, scope));
      return held !== undefined && held !== tree.negated;
    }
  }
}

/** The value that an operand stands for; null where a name leads nowhere. */
export function operandValue(operand: Operand, scope: Scope): unknown {
  if (operand.kind === 'literal') return operand.value;
  if (operand.kind === 'list') return operand.items.map((item) => operandValue(item, scope));
  const [first = '', ...rest] = operand.segments;
  const prefixed = first === 'worker' || first === 'task' || first === 'workers' ? scope[first] : undefined;
  return valueAt(prefixed ?? scope.own, prefixed ? rest : operand.segments) ?? null;
}

/** Undefined: the operator does not fit these values, so that `NOT` does not make it true. */
type Comparison = (left: unknown, right: unknown) => boolean | undefined;

const scalar =
  (compare: (left: unknown, right: unknown) => boolean): Comparison =>
  (left, right) =>
    Array.isArray(left) || Array.isArray(right) ? undefined : compare(left, right);

const ordered = (compare: (left: number | string, right: number | string) => boolean): Comparison =>
  scalar((left, right) =>
    (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string')
      ? compare(left, right)
      : false,
  );

const equal = scalar((left, right) => left === right);
const unequal = scalar((left, right) => left !== right);

const COMPARISONS: Record<Operator, Comparison> = {
  '==': equal,
  '=': equal,
  '!=': unequal,
  '<>': unequal,
  '<': ordered((left, right) => left < right),
  '<=': ordered((left, right) => left <= right),
  '>': ordered((left, right) => left > right),
  '>=': ordered((left, right) => left >= right),
  IN: (left, right) => (Array.isArray(right) ? right.includes(left) : undefined),
  HAS: (left, right) => (Array.isArray(left) ? left.includes(right) : undefined),
  CONTAINS: scalar((left, right) => typeof left === 'string' && typeof right === 'string' && left.includes(right)),
};
