import { createInterface } from 'node:readline/promises';

/** Asks whether something may be done. */
export type Consent = (question: string) => Promise<boolean>;

export interface ConsentOptions {
  /** Everything may be done: `--yes`. */
  yes?: boolean;
  input?: NodeJS.ReadStream;
  output?: NodeJS.WriteStream;
}

/** Asks the person at the terminal; where nobody sits, the answer is no unless `--yes` was given. */
export function terminalConsent({ yes, input = process.stdin, output = process.stdout }: ConsentOptions): Consent {
  return async (question) => {
    if (yes) return true;
    if (!input.isTTY) return false;
    const lines = createInterface({ input, output });
    try {
      // Ctrl-C and Ctrl-D are a no.
      const answer = await lines.question(`${question} [y/N] `).catch(() => '');
      return /^y(es)?$/i.test(answer.trim());
    } finally {
      lines.close();
    }
  };
}
