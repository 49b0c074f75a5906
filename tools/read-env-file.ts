import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { CommandError } from './command-error';

/** @param given a file that has to be there; undefined: `.env`, if it is there */
export function readEnvFile(given: string | undefined): Record<string, string | undefined> {
  const file = path.resolve(given ?? '.env');
  if (existsSync(file)) return parseEnv(readFileSync(file, 'utf8'));
  if (given) throw new CommandError(`${file} is not there`);
  return {};
}
