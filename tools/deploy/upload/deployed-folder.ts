import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FileVersion, Visibility } from '../../../local-twilio/src/serverless/resources';
import type { ActiveDeployment } from '../../../local-twilio/src/serverless/serverless';
import { CommandError } from '../../command-error';
import { PROJECT_FOLDER } from '../../project-folder';

export interface DeployedFolder {
  path: string;
  remove(): void;
}

type Files = Pick<ActiveDeployment, 'functions' | 'assets' | 'dependencies'>;

/**
 * A deployment as files: each Function flat beside the others under the SID of its version (Twilio: handlers/ZN….js),
 * so that a relative require fails here as it would there, and of packages only those that were declared. What
 * `functions` holds under the usual names only leads there.
 *
 * @throws CommandError when a dependency is not installed here in the version that was deployed
 */
export function layOut({ functions, assets, dependencies }: Files): DeployedFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deployment-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const write = (file: string, content: Buffer | string) => {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  };
  try {
    for (const { name, version } of dependencies) link(folder, name, version);
    for (const version of functions) {
      // Test runners compile everything once more that is not in a folder of this name.
      const handler = path.join('node_modules', 'handlers', `${version.sid}.js`);
      write(handler, version.content);
      const lead = `module.exports = require(${JSON.stringify(path.join(folder, handler))});\n`;
      write(path.join('functions', fileName(version, '.js')), lead);
    }
    for (const version of assets) write(path.join('assets', fileName(version)), version.content);
    return { path: folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The toolkit's rule, backwards: the visibility stands before the extension. */
function fileName({ path: url, visibility }: FileVersion, extension = ''): string {
  const suffix: Record<Visibility, string> = { public: '', protected: '.protected', private: '.private' };
  const { dir, name, ext } = path.posix.parse(url);
  return path.posix.join(
    dir,
    extension ? name + ext + suffix[visibility] + extension : name + suffix[visibility] + ext,
  );
}

function link(folder: string, name: string, version: string): void {
  const installed = path.join(PROJECT_FOLDER, 'node_modules', name);
  const found = versionOf(installed);
  if (found !== version) {
    throw new CommandError(`${name} ${version} was deployed, and ${found ?? 'nothing'} is installed here: npm ci`);
  }
  const target = path.join(folder, 'node_modules', name);
  mkdirSync(path.dirname(target), { recursive: true });
  symlinkSync(installed, target, 'junction');
}

function versionOf(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version?: string }).version;
  } catch {
    return undefined;
  }
}
