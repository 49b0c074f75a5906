import { badRequest } from './errors';

/** Parameters of a form-encoded request, by Twilio's own names (PascalCase, dots for nesting). */
export class Form {
  constructor(private readonly values: URLSearchParams) {}

  has(name: string): boolean {
    return this.values.has(name);
  }

  get(name: string): string | undefined {
    return this.values.get(name) ?? undefined;
  }

  all(name: string): string[] {
    return this.values.getAll(name);
  }

  required(name: string): string {
    const value = this.get(name);
    if (value === undefined || value === '')
      throw badRequest(20001, `Missing required parameter ${name} in the post body`);
    return value;
  }

  /** A parameter that holds JSON text; answers 400 when it does not. */
  json(name: string): unknown {
    const text = this.get(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch {
      throw badRequest(20001, `Invalid parameter ${name}: not JSON`);
    }
  }

  boolean(name: string): boolean | undefined {
    const text = this.get(name);
    return text === undefined ? undefined : text.toLowerCase() === 'true';
  }

  number(name: string): number | undefined {
    const text = this.get(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!Number.isFinite(value)) throw badRequest(20001, `Invalid parameter ${name}: not a number`);
    return value;
  }
}
