import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PROJECT_FOLDER } from '../../tools/project-folder';

const COPIED = [
  '.twilioserverlessrc.js',
  'README.md',
  'package.json',
  'tsconfig.json',
  'local-twilio/src',
  'routing',
  'src',
  'studio-flows',
  'tools',
];

export interface ProjectCopy {
  folder: string;
  remove(): void;
}

/** This project in a temporary folder, for tests that write into it; the installed packages are shared. */
export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'project-'));
  for (const name of COPIED) cpSync(path.join(PROJECT_FOLDER, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(PROJECT_FOLDER, 'node_modules'), path.join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
