import {
  type ComparisonTree,
  type ExpressionTree,
  parseExpression,
} from '../../local-twilio/src/taskrouter/expression-tree';
import { evaluate, operandValue, type Scope } from '../../local-twilio/src/taskrouter/expressions';
import { namesIn } from './check-expression';

/** The values that make an expression hold or not, such as `topic is "billing"`; none where it is constant. */
export function decidedBy(expression: string, scope: Scope): string[] {
  const values = deciding(parseExpression(expression), scope).flatMap(({ left, right }) =>
    [left, right].flatMap(namesIn).map((segments) => {
      const value = operandValue({ kind: 'path', segments }, scope);
      return `${segments.join('.')} is ${value === null ? 'not there' : JSON.stringify(value)}`;
    }),
  );
  return [...new Set(values)];
}

/** The comparisons without which it would have come out otherwise: one that fails of an AND, one that holds of an OR. */
function deciding(tree: ExpressionTree, scope: Scope): ComparisonTree[] {
  if (tree.kind === 'comparison') return [tree];
  if (tree.kind === 'not') return deciding(tree.inner, scope);
  const [left, right] = [evaluate(tree.left, scope), evaluate(tree.right, scope)];
  const enough = tree.kind === 'or';
  if (left === enough) return deciding(tree.left, scope);
  if (right === enough) return deciding(tree.right, scope);
  return [...deciding(tree.left, scope), ...deciding(tree.right, scope)];
}
