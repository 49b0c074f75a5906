import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuiltFile } from './built-file';
import { listFiles } from './list-files';

/**
 * Makes `folder` hold exactly `files`. Each file is replaced by a rename and those that did not change are left alone,
 * so that whoever reads the folder at the same time never sees half a file or a missing one. Returns what changed.
 */
export function writeChangedFiles(folder: string, files: BuiltFile[]): string[] {
  const changed: string[] = [];
  for (const file of files) {
    const target = path.join(folder, file.path);
    if (existsSync(target) && readFileSync(target).equals(file.contents)) continue;
    mkdirSync(path.dirname(target), { recursive: true });
    const temporary = `${target}.${process.pid}.new`;
    writeFileSync(temporary, file.contents);
    renameSync(temporary, target);
    changed.push(file.path);
  }
  const wanted = new Set(files.map((file) => file.path));
  for (const stale of listFiles(folder)) {
    if (wanted.has(stale) || isSomebodysTemporaryFile(stale)) continue;
    rmSync(path.join(folder, stale), { force: true });
    removeEmptyParents(folder, stale);
    changed.push(stale);
  }
  return changed;
}

/** Another build may be in the middle of writing; what a dead one left is swept away. */
function isSomebodysTemporaryFile(file: string): boolean {
  const writer = /\.(\d+)\.new$/.exec(file)?.[1];
  if (writer === undefined) return false;
  try {
    process.kill(Number(writer), 0);
    return true;
  } catch {
    return false;
  }
}

function removeEmptyParents(folder: string, file: string): void {
  for (let parent = path.dirname(file); parent !== '.'; parent = path.dirname(parent)) {
    try {
      rmdirSync(path.join(folder, parent));
    } catch {
      return; // not empty
    }
  }
}
