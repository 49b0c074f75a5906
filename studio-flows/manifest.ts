import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** manifest.json: the version of each flow file, and the definition that has it. */
export interface Manifest {
  flows: Record<string, FlowVersion>;
}

export interface FlowVersion {
  /** Semantic: MAJOR.MINOR.PATCH. */
  version: string;
  /** flowHash of the definition in the file, with its stand-ins. */
  sha256: string;
  /** It is published when it is named, and then kept up to date: for flows that not everybody wants. */
  onlyByName?: true;
}

export const MANIFEST_FILE = 'manifest.json';

const VERSION = /^\d+\.\d+\.\d+$/;
const HASH = /^[0-9a-f]{64}$/;

/** Reads the manifest of a folder of flows; without the file no flow has a version. Throws an error that names the part. */
export function readManifest(folder: string): Manifest {
  const file = path.join(folder, MANIFEST_FILE);
  return existsSync(file) ? parseManifest(JSON.parse(readFileSync(file, 'utf8'))) : { flows: {} };
}

function parseManifest(value: unknown): Manifest {
  const flows = (value as Partial<Manifest> | null)?.flows;
  if (typeof flows !== 'object' || flows === null) throw new Error(`${MANIFEST_FILE}: "flows" must be an object`);
  for (const [name, flow] of Object.entries(flows)) {
    const choice: unknown = flow?.onlyByName;
    if (choice !== undefined && choice !== true) {
      throw new Error(`${MANIFEST_FILE}: "flows.${name}.onlyByName" must be true, or not be there`);
    }
    const right = VERSION.test(String(flow?.version)) && HASH.test(String(flow?.sha256));
    if (!right) throw new Error(`${MANIFEST_FILE}: "flows.${name}" must have a version such as 1.0.0 and a sha256`);
  }
  return { flows };
}
