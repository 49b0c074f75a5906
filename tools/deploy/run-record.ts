import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { CommandError } from '../command-error';
import type { Environment } from '../environments/environment';

const Run = v.object({
  /** Such as `3/6 Functions`. */
  step: v.string(),
  /** Of the process that deploys. */
  pid: v.number(),
});

/** Which step a deployment of an environment has reached: kept while it runs, and after it failed or was interrupted. */
export class RunRecord {
  readonly #file: string;

  constructor(folder: string, { name, values }: Pick<Environment, 'name' | 'values'>) {
    this.#file = path.join(folder, `${values.ACCOUNT_SID}-${name}.unfinished.json`);
  }

  /**
   * Where the last run stopped; undefined when it came to its end.
   *
   * @throws CommandError while another process deploys the same environment from this checkout
   */
  begin(): string | undefined {
    mkdirSync(path.dirname(this.#file), { recursive: true });
    try {
      this.#write('start', 'wx');
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const last = this.#read();
    if (last && last.pid !== process.pid && isAlive(last.pid)) {
      throw new CommandError(
        `Process ${last.pid} is deploying the same environment, and is at ${last.step}: wait for it. If that is none, remove ${this.#file}`,
      );
    }
    this.#write('start');
    return last?.step ?? 'start';
  }

  reach(step: string): void {
    this.#write(step);
  }

  /** It came to its end. */
  finish(): void {
    rmSync(this.#file, { force: true });
  }

  #write(step: string, flag = 'w'): void {
    writeFileSync(this.#file, JSON.stringify({ step, pid: process.pid }), { flag });
  }

  #read(): v.InferOutput<typeof Run> | undefined {
    try {
      const read = v.safeParse(Run, JSON.parse(readFileSync(this.#file, 'utf8')));
      return read.success ? read.output : undefined;
    } catch {
      return undefined; // Cut short while it was written.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
