import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listFlowFiles } from './flow-files';

/** What the endpoint /version tells: esbuild puts these texts where the source says `__BUILD_COMMIT__` and so on. */
export function buildConstants(projectFolder: string): Record<string, string> {
  return {
    __BUILD_COMMIT__: JSON.stringify(commit(projectFolder)),
    __BUILD_TIME__: JSON.stringify(new Date().toISOString()),
    __FLOW_VERSIONS__: JSON.stringify(flowVersions(path.join(projectFolder, 'studio-flows'))),
  };
}

/** Forty hex digits, with a `+` when something is not committed; `unknown` outside of git. */
function commit(projectFolder: string): string {
  try {
    const describe = ['--no-optional-locks', 'describe', '--always', '--abbrev=40', '--dirty=+', '--match=nothing'];
    return execFileSync('git', describe, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'unknown';
  }
}

/** The first twelve hex digits of each flow file's SHA-256, so that a deployed flow can be told from a newer one. */
function flowVersions(folder: string): Record<string, string> {
  return Object.fromEntries(
    listFlowFiles(folder).map((file) => {
      const digest = createHash('sha256')
        .update(readFileSync(path.join(folder, file)))
        .digest('hex');
      return [file.replace(/\.json$/, ''), digest.slice(0, 12)];
    }),
  );
}
