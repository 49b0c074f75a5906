import twilio from 'twilio';

/** What a look-up brought: the value, or why there is none. */
export type Answer<Value> = { ok: true; value: Value } | Failure;

export interface Failure {
  ok: false;
  /** 0: nobody answered. */
  status: number;
  reason: string;
}

/** Never throws, so that look-ups run side by side and each is told by itself. */
export async function ask<Value>(look: () => Promise<Value>): Promise<Answer<Value>> {
  try {
    return { ok: true, value: await look() };
  } catch (error) {
    if (error instanceof twilio.RestException) {
      const code = error.code ? ` (${error.code})` : '';
      return { ok: false, status: error.status, reason: `Twilio answered ${error.status}${code}: ${error.message}` };
    }
    const reason = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
    return { ok: false, status: 0, reason: `Twilio could not be asked: ${reason}` };
  }
}

/** The key, or the account, is not let in. */
export const isRefused = (answer: Answer<unknown>): boolean =>
  !answer.ok && (answer.status === 401 || answer.status === 403);

export const isNotThere = (answer: Answer<unknown>): boolean => !answer.ok && answer.status === 404;
