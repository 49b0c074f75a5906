import { existsSync, readdirSync } from 'node:fs';
import { NO_FLOWS } from '../../studio-flows/read-flows';

/** The flow files of a folder: what stands beside them is no flow. */
export function listFlowFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^[\w-]+\.json$/.test(file) && !NO_FLOWS.includes(file))
    .sort();
}
