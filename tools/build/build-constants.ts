import path from 'node:path';
import { readManifest } from '../../studio-flows/manifest';
import { currentCommit } from '../current-commit';
import { listFlowFiles } from './flow-files';

/** What the endpoint /version tells: esbuild puts these texts where the source says `__BUILD_COMMIT__` and so on. */
export function buildConstants(projectFolder: string): Record<string, string> {
  return {
    __BUILD_COMMIT__: JSON.stringify(currentCommit(projectFolder)),
    __BUILD_TIME__: JSON.stringify(new Date().toISOString()),
    __FLOW_VERSIONS__: JSON.stringify(flowVersions(path.join(projectFolder, 'studio-flows'))),
  };
}

/** The version of each flow file in manifest.json. */
function flowVersions(folder: string): Record<string, string> {
  const { flows } = readManifest(folder);
  return Object.fromEntries(
    listFlowFiles(folder).map((file) => {
      const name = file.slice(0, -'.json'.length);
      return [name, (Object.hasOwn(flows, name) && flows[name]?.version) || 'unversioned'];
    }),
  );
}
