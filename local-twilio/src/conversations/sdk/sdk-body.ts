import { badRequest } from '../../http/errors';

/** Fields of a JSON body from the SDK. */
export class SdkBody {
  constructor(private readonly body: Record<string, unknown>) {}

  /** Undefined when absent or null; throws when it is no text. */
  text(name: string): string | undefined {
    const value = this.body[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw badRequest(20001, `Invalid parameter ${name}: not text`);
    return value;
  }

  /** Null clears the field. */
  nullableText(name: string): string | null | undefined {
    return this.body[name] === null ? null : this.text(name);
  }

  /** An object, if there is one. */
  fields(name: string): Record<string, unknown> | undefined {
    const value = this.body[name];
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;
  }
}
