import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { MANIFEST_FILE, type Manifest, readManifest } from '../../studio-flows/manifest';
import { CommandError } from '../command-error';
import { flowOf, readFlowFiles } from './account/flow-files';

export type VersionPart = 'major' | 'minor' | 'patch';

export interface RecordedVersion {
  /** Undefined: the flow had none. */
  from: string | undefined;
  to: string;
  /** The definition is another one than that of `from`. */
  changed: boolean;
}

/** Raises the version of a flow, and records the definition that has it. A flow's first version is 1.0.0. */
export function recordVersion(folder: string, name: string, part: VersionPart): RecordedVersion {
  const { recorded, sha256 } = flowOf(readFlowFiles(folder), name);
  const version = recorded ? raise(recorded.version, part) : '1.0.0';
  const { flows } = readManifest(folder);
  const sorted = Object.entries({ ...flows, [name]: { ...flows[name], version, sha256 } }).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const manifest: Manifest = { flows: Object.fromEntries(sorted) };
  writeFileSync(path.join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return { from: recorded?.version, to: version, changed: recorded?.sha256 !== sha256 };
}

/** The flows that changed while their version did not, and versions of flows that are gone, a line each. */
export function versionProblems(folder: string): string[] {
  const { flows } = readFlowFiles(folder);
  const gone = Object.keys(readManifest(folder).flows).filter((name) => !flows.some((flow) => flow.name === name));
  return [
    ...flows.flatMap(({ name, recorded, sha256 }) => {
      if (!recorded) return [`${name} has no version yet: npm run flows -- version ${name} patch`];
      if (recorded.sha256 === sha256) return [];
      return [
        `${name} has changed since ${recorded.version}: npm run flows -- version ${name} patch (or minor, major)`,
      ];
    }),
    ...gone.map((name) => `${name} is in ${MANIFEST_FILE} and there is no ${name}.json: remove it there`),
  ];
}

function raise(version: string, part: VersionPart): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if ([major, minor, patch].some(Number.isNaN)) throw new CommandError(`${version} is no version such as 1.0.0`);
  if (part === 'major') return `${major + 1}.0.0`;
  return part === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
