import { CommandError } from './command-error';

/** Runs what stands on the command line: what the person there can mend is told by its message alone. */
export function runCommand(work: () => Promise<number | undefined>): void {
  work().then(
    (status = 0) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      console.error(error instanceof CommandError ? error.message : error);
      process.exitCode = 1;
    },
  );
}
