import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { PROJECT_FOLDER } from '../project-folder';

const PACKAGES = ['twilio', '@twilio/runtime-handler', '@twilio/conversations', 'twilio-taskrouter', 'esbuild'];

/** Whatever a reader needs to judge the figures by; no names of hosts or folders. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GB of memory, ${process.platform}, Node ${process.versions.node}`;
}

/** As installed. */
export function describeVersions(): string {
  return PACKAGES.map((name) => `${name} ${versionOf(name)}`).join(', ');
}

/** Processes that wanted to run, on average over the last minute. */
export const loadAverage = () => (loadavg()[0] ?? 0).toFixed(1);

function versionOf(name: string): string {
  const file = path.join(PROJECT_FOLDER, 'node_modules', name, 'package.json');
  return (require(file) as { version: string }).version;
}
