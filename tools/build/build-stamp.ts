import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What the build is made of. A folder's own time tells that a file in it was removed. */
const SOURCES = ['src', 'studio-flows', 'tools/build', 'package-lock.json'];

const stampFile = (projectFolder: string) => path.join(projectFolder, 'dist', '.built');

/** Says when the sources were read that dist/ was built from, in milliseconds since 1970. */
export function stampBuild(projectFolder: string, readAt: number): void {
  const file = stampFile(projectFolder);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, readAt / 1000, readAt / 1000);
}

/** Whether no source changed since the last build. */
export function isBuildFresh(projectFolder: string): boolean {
  const file = stampFile(projectFolder);
  if (!existsSync(file)) return false;
  const newest = Math.max(...SOURCES.map((name) => newestChange(path.join(projectFolder, name))));
  return statSync(file).mtimeMs > newest;
}

function newestChange(file: string): number {
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status) return 0;
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(file).map((name) => newestChange(path.join(file, name))));
}
