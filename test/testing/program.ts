import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { PROJECT_FOLDER } from '../../tools/project-folder';

/** A command of this project in a process of its own. */
export class Program {
  stdout = '';
  stderr = '';
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;

  /** @param file relative to the project; one process, so that a signal reaches it and not a wrapper */
  constructor(file: string, args: string[] = [], environment: Record<string, string> = {}) {
    this.#child = spawn(
      process.execPath,
      ['--require', require.resolve('tsx/cjs'), path.join(PROJECT_FOLDER, file), ...args],
      {
        cwd: PROJECT_FOLDER,
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child.stdout?.on('data', (text) => {
      this.stdout += text;
    });
    this.#child.stderr?.on('data', (text) => {
      this.stderr += text;
    });
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** Waits until standard output fits. Throws when the program ends before. */
  async prints(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.stdout);
      if (found) return found;
      const more = once(this.#child.stdout as NonNullable<ChildProcess['stdout']>, 'data').then(() => undefined);
      const code = await Promise.race([more, this.ended]);
      if (code !== undefined && !pattern.test(this.stdout)) {
        throw new Error(`It ended (${code}) before it printed ${pattern}:\n${this.stdout}\n${this.stderr}`);
      }
    }
  }

  /** Sends a signal and waits for the end; returns the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}
