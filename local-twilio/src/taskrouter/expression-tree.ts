import { type Token, tokenize } from './expression-tokens';

/** What an expression says, before it is asked of anybody. */
export type ExpressionTree =
  | { kind: 'and' | 'or'; left: ExpressionTree; right: ExpressionTree }
  | { kind: 'not'; inner: ExpressionTree }
  | ComparisonTree;

export interface ComparisonTree {
  kind: 'comparison';
  operator: Operator;
  negated: boolean;
  left: Operand;
  right: Operand;
}

export type Operand =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'path'; segments: string[] }
  | { kind: 'list'; items: Operand[] };

export const OPERATORS = ['==', '=', '!=', '<>', '<', '<=', '>', '>=', 'IN', 'HAS', 'CONTAINS'] as const;
export type Operator = (typeof OPERATORS)[number];

/**
 * Reads an expression of TaskRouter's SQL-like language. Throws SyntaxError.
 * @see https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export function parseExpression(text: string): ExpressionTree {
  return new Parser(tokenize(text), text).parse();
}

class Parser {
  #position = 0;

  constructor(
    private readonly tokens: Token[],
    private readonly text: string,
  ) {}

  parse(): ExpressionTree {
    const expression = this.#or();
    if (this.#position < this.tokens.length) throw this.#error();
    return expression;
  }

  #or(): ExpressionTree {
    let left = this.#and();
    while (this.#take('OR')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): ExpressionTree {
    let left = this.#not();
    while (this.#take('AND')) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): ExpressionTree {
    if (this.#take('NOT')) return { kind: 'not', inner: this.#not() };
    if (this.#take('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    return this.#comparison();
  }

  #comparison(): ExpressionTree {
    const left = this.#operand();
    const negated = this.#take('NOT');
    const token = this.tokens[this.#position];
    const operator = OPERATORS.find((name) => token?.kind === 'operator' && token.text === name);
    if (!operator || (negated && !/[A-Z]/.test(operator))) throw this.#error();
    this.#position += 1;
    return { kind: 'comparison', operator, negated, left, right: this.#operand() };
  }

  #operand(): Operand {
    if (this.#take('[')) return this.#list();
    const token = this.tokens[this.#position];
    if (!token || token.kind === 'operator') throw this.#error();
    this.#position += 1;
    return token;
  }

  #list(): Operand {
    const items: Operand[] = [];
    while (!this.#take(']')) {
      if (items.length > 0) this.#expect(',');
      items.push(this.#operand());
    }
    return { kind: 'list', items };
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
    return new SyntaxError(`Unexpected ${token ? textOf(token) : 'end'} in expression: ${this.text}`);
  }
}

function textOf(token: Token): string {
  if (token.kind === 'literal') return JSON.stringify(token.value);
  return token.kind === 'path' ? token.segments.join('.') : token.text;
}
