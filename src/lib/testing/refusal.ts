import { RequestError } from '../http/errors';

/** Status and code with which a guard or use case refuses; throws when it does not. */
export async function refusal(attempt: Promise<unknown> | (() => unknown)): Promise<[status: number, code: string]> {
  try {
    await (typeof attempt === 'function' ? attempt() : attempt);
  } catch (error) {
    if (error instanceof RequestError) return [error.status, error.code];
    throw error;
  }
  throw new Error('Nothing was refused');
}
