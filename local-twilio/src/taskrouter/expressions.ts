import { type Token, tokenize } from './expression-tokens';
import { valueAt } from './json-path';

/** What the names of an expression stand for. A name without `worker.`, `task.` or `workers.` is looked up in `own`. */
export interface Scope {
  own?: Record<string, unknown>;
  worker?: Record<string, unknown>;
  task?: Record<string, unknown>;
  workers?: Record<string, unknown>;
}

export type Expression = (scope: Scope) => boolean;
type Operand = (scope: Scope) => unknown;

const compiled = new Map<string, Expression>();

/**
 * Compiles an expression of TaskRouter's SQL-like language. Throws SyntaxError.
 * An attribute that is not there is null: it equals nothing but null, is in no list, and has nothing.
 * @see https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export function compileExpression(text: string): Expression {
  const known = compiled.get(text);
  if (known) return known;
  const expression = new Parser(tokenize(text), text).parse();
  compiled.set(text, expression);
  return expression;
}

class Parser {
  #position = 0;

  constructor(
    private readonly tokens: Token[],
    private readonly text: string,
  ) {}

  parse(): Expression {
    const expression = this.#or();
    if (this.#position < this.tokens.length) throw this.#error();
    return expression;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#take('OR')) {
      const [first, second] = [left, this.#and()];
      left = (scope) => first(scope) || second(scope);
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#take('AND')) {
      const [first, second] = [left, this.#not()];
      left = (scope) => first(scope) && second(scope);
    }
    return left;
  }

  #not(): Expression {
    if (this.#take('NOT')) {
      const inner = this.#not();
      return (scope) => !inner(scope);
    }
    if (this.#take('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    return this.#comparison();
  }

  #comparison(): Expression {
    const left = this.#operand();
    const negated = this.#take('NOT');
    const token = this.tokens[this.#position];
    const compare = token?.kind === 'operator' ? COMPARISONS[token.text] : undefined;
    if (!compare || (negated && token?.kind === 'operator' && !/[A-Z]/.test(token.text))) throw this.#error();
    this.#position += 1;
    const right = this.#operand();
    return (scope) => compare(left(scope), right(scope)) !== negated;
  }

  #operand(): Operand {
    if (this.#take('[')) return this.#list();
    const token = this.tokens[this.#position];
    if (!token || token.kind === 'operator') throw this.#error();
    this.#position += 1;
    if (token.kind === 'literal') return () => token.value;
    return (scope) => lookUp(token.segments, scope);
  }

  #list(): Operand {
    const items: Operand[] = [];
    while (!this.#take(']')) {
      if (items.length > 0) this.#expect(',');
      items.push(this.#operand());
    }
    return (scope) => items.map((item) => item(scope));
  }

  #take(operator: string): boolean {
    const token = this.tokens[this.#position];
    if (token?.kind !== 'operator' || token.text !== operator) return false;
    this.#position += 1;
    return true;
  }

  #expect(operator: string): void {
    if (!this.#take(operator)) throw this.#error();
  }

  #error(): SyntaxError {
    const token = this.tokens[this.#position];
    return new SyntaxError(`Unexpected ${token ? JSON.stringify(token) : 'end'} in expression: ${this.text}`);
  }
}

type Comparison = (left: unknown, right: unknown) => boolean;

const equal: Comparison = (left, right) => left === right;
const ordered =
  (compare: (left: number | string, right: number | string) => boolean): Comparison =>
  (left, right) =>
    (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string')
      ? compare(left, right)
      : false;

const COMPARISONS: Record<string, Comparison | undefined> = {
  '==': equal,
  '=': equal,
  '!=': (left, right) => !equal(left, right),
  '<>': (left, right) => !equal(left, right),
  '<': ordered((left, right) => left < right),
  '<=': ordered((left, right) => left <= right),
  '>': ordered((left, right) => left > right),
  '>=': ordered((left, right) => left >= right),
  IN: (left, right) => Array.isArray(right) && right.includes(left),
  HAS: (left, right) => Array.isArray(left) && left.includes(right),
  CONTAINS: (left, right) => typeof left === 'string' && typeof right === 'string' && left.includes(right),
};

function lookUp(segments: string[], scope: Scope): unknown {
  const [first = '', ...rest] = segments;
  const prefixed = first === 'worker' || first === 'task' || first === 'workers' ? scope[first] : undefined;
  return valueAt(prefixed ?? scope.own, prefixed ? rest : segments) ?? null;
}
