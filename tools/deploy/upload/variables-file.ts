import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CommandError } from '../../command-error';
import { onInterrupt } from './on-interrupt';

/** A file for the toolkit's `--env`, outside of everything that is uploaded, which only its owner may read. */
export interface VariablesFile {
  path: string;
  remove(): void;
}

/** It is gone also when this process is interrupted: it holds secrets. */
export function writeVariablesFile(variables: Record<string, string>): VariablesFile {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quote(name, value)}\n`);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'variables-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  const callOff = onInterrupt(removeFolder);
  const file = path.join(folder, '.env');
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  return {
    path: file,
    remove: () => {
      callOff();
      removeFolder();
    },
  };
}

/** The toolkit reads it with dotenv 6: a quote at each end goes, and `\n` between double quotes is a new line. */
function quote(name: string, value: string): string {
  const readable = value === value.trim() && !(value.includes('\n') && value.includes('\\n')) && !value.includes('\r');
  if (!readable) {
    throw new CommandError(
      `${name} has spaces around it or mixed line breaks, which would not be deployed as they are`,
    );
  }
  return value.includes('\n') ? `"${value.replaceAll('\n', '\\n')}"` : `'${value}'`;
}
