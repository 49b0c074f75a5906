import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../../command-error';
import { PROJECT_FOLDER } from '../../project-folder';

export interface Finished {
  code: number | null;
  output: string;
  errors: string;
}

/** `npm run flows -- …` as it is started, with nothing in the environment and these lines typed. */
export function spawnFlows(args: string[], { cwd = PROJECT_FOLDER, typed = '' } = {}): Promise<Finished> {
  const node = ['--import', pathToFileURL(require.resolve('tsx')).href, path.join(PROJECT_FOLDER, 'tools/flows.ts')];
  const child = spawn(process.execPath, [...node, ...args], { cwd, env: { PATH: process.env.PATH ?? '' } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.stdin.end(typed);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, errors })));
}

type Run = (args: string[]) => Promise<number | undefined>;

/** One verb within this process, which takes a fraction of the time. */
export async function runVerb(run: Run, args: string[], { cwd = PROJECT_FOLDER } = {}): Promise<Finished> {
  const output: string[] = [];
  const errors: string[] = [];
  const before = process.cwd();
  process.chdir(cwd);
  const environment = jest.replaceProperty(process, 'env', { PATH: process.env.PATH });
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void output.push(`${line}\n`));
  const error = jest.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(`${line}\n`));
  try {
    const code = (await run(args)) ?? 0;
    return { code, output: output.join(''), errors: errors.join('') };
  } catch (problem) {
    if (!(problem instanceof CommandError)) throw problem;
    return { code: 1, output: output.join(''), errors: `${errors.join('')}${problem.message}\n` };
  } finally {
    environment.restore();
    log.mockRestore();
    error.mockRestore();
    process.chdir(before);
  }
}
