import path from 'node:path';
import { bundleAssets } from './build/browser-bundles';
import { buildConstants } from './build/build-constants';
import { isBuildFresh, stampBuild } from './build/build-stamp';
import { flowAssets } from './build/flow-assets';
import { bundleFunctions } from './build/function-bundles';
import { writeChangedFiles } from './build/write-changed-files';
import { PROJECT_FOLDER } from './project-folder';

export interface BuildResult {
  /** Files of dist/ that are new, different or gone. */
  changed: string[];
  milliseconds: number;
}

/**
 * Builds dist/functions and dist/assets from src/ and studio-flows/. When a source is wrong it rejects with esbuild's
 * message and leaves the last good build as it is.
 */
export async function build(projectFolder = PROJECT_FOLDER): Promise<BuildResult> {
  const started = performance.timeOrigin + performance.now();
  const source = (name: string) => path.join(projectFolder, 'src', name);
  const [functions, assets] = await Promise.all([
    bundleFunctions(source('functions'), buildConstants(projectFolder)),
    bundleAssets(source('assets'), source('sites')),
  ]);
  const write = (name: string, files: typeof functions) =>
    writeChangedFiles(path.join(projectFolder, 'dist', name), files).map((file) => `${name}/${file}`);
  const flows = flowAssets(path.join(projectFolder, 'studio-flows'));
  const changed = [...write('functions', functions), ...write('assets', [...assets, ...flows])];
  stampBuild(projectFolder, started);
  return { changed, milliseconds: Math.round(performance.timeOrigin + performance.now() - started) };
}

/** As `build`, when a source is newer than the last build; costs a few milliseconds otherwise. */
export async function buildIfStale(projectFolder = PROJECT_FOLDER): Promise<BuildResult | undefined> {
  return isBuildFresh(projectFolder) ? undefined : build(projectFolder);
}

if (require.main === module) {
  build().then(
    ({ milliseconds }) => console.log(`Built dist/functions and dist/assets in ${milliseconds} ms`),
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
