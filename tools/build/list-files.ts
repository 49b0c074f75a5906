import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Every file below `folder`, relative to it, with `/`, sorted. An absent folder is empty. */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
