import { execFileSync } from 'node:child_process';

/** Forty hex digits, with a `+` when something is not committed; `unknown` outside of git. */
export function currentCommit(projectFolder: string): string {
  try {
    const describe = ['--no-optional-locks', 'describe', '--always', '--abbrev=40', '--dirty=+', '--match=nothing'];
    return execFileSync('git', describe, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'unknown';
  }
}
