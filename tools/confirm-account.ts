import { createInterface } from 'node:readline/promises';
import { CommandError } from './command-error';

const SHOWN = 4;

export interface Confirmation {
  accountSid: string;
  yes: boolean;
  input?: NodeJS.ReadStream;
  output?: NodeJS.WriteStream;
}

/**
 * Lets the person at the terminal type the end of the account's SID, so that no real account is used by habit.
 *
 * @throws CommandError when they type something else, or nobody sits there
 */
export async function confirmAccount(confirmation: Confirmation): Promise<void> {
  const { accountSid, yes, input = process.stdin, output = process.stdout } = confirmation;
  if (yes) return;
  if (!input.isTTY) throw new CommandError('Nobody sits at the terminal to confirm the account: add --yes');
  const lines = createInterface({ input, output });
  try {
    const question = `Type the last ${SHOWN} characters of the account's SID to go on: `;
    // Ctrl-C and Ctrl-D are an answer.
    const typed = await lines.question(question).catch(() => '');
    if (typed.trim() === accountSid.slice(-SHOWN)) return;
  } finally {
    lines.close();
  }
  throw new CommandError('That is not this account: nothing was done');
}
