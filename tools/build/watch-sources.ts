import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';

/** Editors write a file in several steps. */
const QUIET_MS = 60;

/** Calls `changed` after a source was written, once for what comes together. */
export function watchSources(projectFolder: string, changed: (folders: Set<string>) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let folders = new Set<string>();
  const notice = (folder: string) => {
    folders.add(folder);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const seen = folders;
      folders = new Set();
      changed(seen);
    }, QUIET_MS);
  };
  const watchers: FSWatcher[] = ['src', 'studio-flows'].map((folder) =>
    watch(path.join(projectFolder, folder), { recursive: true }, () => notice(folder)),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
