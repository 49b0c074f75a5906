import { readFileSync } from 'node:fs';
import path from 'node:path';
import { flowHash } from '../../studio-flows/flow-hash';
import { readManifest } from '../../studio-flows/manifest';
import type { BuiltFile } from './built-file';
import { listFlowFiles } from './flow-files';

/** A flow that has no version yet is told apart by its hash alone. */
interface DeployedFlow {
  version?: string;
  /** flowHash of the definition beside it. */
  sha256: string;
}

/**
 * The flows as they stand in the repository, and which version each of them is, as private assets: whoever has the
 * deployment has the flows that belong to it. Throws an error that names a file which is no JSON.
 */
export function flowAssets(flowsFolder: string): BuiltFile[] {
  const { flows: versions } = readManifest(flowsFolder);
  const assets: BuiltFile[] = [];
  const flows: Record<string, DeployedFlow> = {};
  for (const file of listFlowFiles(flowsFolder)) {
    const name = file.slice(0, -'.json'.length);
    const contents = readFileSync(path.join(flowsFolder, file));
    const version = versions[name]?.version;
    flows[name] = { ...(version && { version }), sha256: flowHash(parse(file, contents.toString('utf8'))) };
    assets.push({ path: `studio-flows/${name}.private.json`, contents });
  }
  if (assets.length === 0) return [];
  const manifest = `${JSON.stringify({ flows }, null, 2)}\n`;
  return [...assets, { path: 'studio-flows/manifest.private.json', contents: Buffer.from(manifest) }];
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`studio-flows/${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
