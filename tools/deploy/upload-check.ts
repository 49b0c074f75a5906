import path from 'node:path';
import { CommandError } from '../command-error';
import { checkDependencies } from './upload/check-dependencies';
import { checkFiles } from './upload/check-files';
import { checkVisibility } from './upload/check-visibility';

/**
 * Looks at what was built, before anything is uploaded.
 *
 * @throws CommandError that names everything which must not go up as it is
 */
export function checkUpload(projectFolder: string): void {
  const problems = [
    ...checkDependencies(projectFolder),
    ...checkFiles(path.join(projectFolder, 'dist')),
    ...checkVisibility(projectFolder),
  ];
  if (problems.length > 0) {
    throw new CommandError(`Nothing was deployed:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}
