import { filters, type Liquid } from 'liquidjs';
import { restrictedLiquid } from '../../../studio-flows/liquid/restricted-liquid';
import type { Clock } from '../account/clock';

export interface Rendered {
  text: string;
  /** Error 81018: what is wrong with the template. Studio goes on with an empty text. */
  warning?: string;
}

/**
 * Liquid as Studio has it: classic Liquid and `to_json`, nothing of what liquidjs adds.
 * https://www.twilio.com/docs/studio/user-guide/liquid-template-language
 */
export class StudioLiquid {
  readonly #engine: Liquid;
  #warning: string | undefined;

  constructor(clock: Clock) {
    this.#engine = restrictedLiquid({
      strictFilters: true,
      ownPropertyOnly: true,
      // Twilio's support says that `date` works in US Pacific time.
      timezoneOffset: 'America/Los_Angeles',
      outputEscape: (value: unknown) => this.#print(value),
    });
    this.#engine.registerFilter('to_json', (value: unknown) => JSON.stringify(value ?? null));
    this.#engine.registerFilter('divided_by', dividedBy);
    const { date } = filters;
    if (typeof date !== 'function') throw new Error('liquidjs has no date filter');
    this.#engine.registerFilter('date', function (value: unknown, ...rest: unknown[]) {
      return date.call(this, value === 'now' || value === 'today' ? new Date(clock.now()) : value, ...rest);
    });
  }

  render(template: string, scope: object): Rendered {
    this.#warning = undefined;
    try {
      const text = String(this.#engine.parseAndRenderSync(template, scope));
      return this.#warning === undefined ? { text } : { text, warning: this.#warning };
    } catch (error) {
      return { text: '', warning: error instanceof Error ? error.message : String(error) };
    }
  }

  /** How Studio prints an object is not documented: it prints nothing here, so that nobody comes to rely on it. */
  #print(value: unknown): string {
    if (Array.isArray(value)) return value.map((item) => this.#print(item)).join('');
    if (typeof value === 'object' && value !== null) {
      this.#warning = 'An object was printed without to_json';
      return '';
    }
    return value === undefined || value === null ? '' : String(value);
  }
}

/** Classic Liquid divides integers as integers; liquidjs does not, and takes 2.0 for an integer. */
function dividedBy(this: { token: { args: readonly object[] } }, dividend: unknown, divisor: unknown): number {
  const [left, right] = [Number(dividend), Number(divisor)];
  const integers = [dividend, divisor].every((value) => /^-?\d+$/.test(String(value)));
  if (!integers || isDecimalLiteral(this.token.args[0])) return left / right;
  if (right === 0) throw new Error('divided by 0');
  return Math.floor(left / right);
}

function isDecimalLiteral(argument: object | undefined): boolean {
  if (!argument || !('getText' in argument) || typeof argument.getText !== 'function') return false;
  return /^-?\d+\.\d+$/.test(String(argument.getText()));
}
