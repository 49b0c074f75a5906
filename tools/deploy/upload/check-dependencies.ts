import { readFileSync } from 'node:fs';
import path from 'node:path';

/** npm's latest is refused by the platform: https://github.com/twilio-labs/serverless-toolkit/issues/564 */
const HANDLER = '@twilio/runtime-handler';
const ACCEPTED_HANDLERS = ['2.0.1', '2.1.2'];
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Twilio installs `dependencies` without our lockfile. Returns what is wrong, a line each. */
export function checkDependencies(projectFolder: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  const problems = Object.entries(dependencies)
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `package.json, dependencies: ${name} must be an exact version, not ${version}`);
  const handler = dependencies[HANDLER];
  if (handler === undefined) problems.push(`package.json, dependencies: ${HANDLER} is missing`);
  else if (EXACT.test(handler) && !ACCEPTED_HANDLERS.includes(handler)) {
    problems.push(`package.json, dependencies: Twilio refuses ${HANDLER} ${handler}; it takes ${ACCEPTED_HANDLERS[0]}`);
  }
  return problems;
}
