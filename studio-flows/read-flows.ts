import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FlowDefinition } from './flow-definition';
import { type FlowNames, parseFlowNames } from './flow-names';
import { MANIFEST_FILE } from './manifest';

export interface FlowFile {
  /** The file's name without `.json`. */
  name: string;
  definition: FlowDefinition;
}

export const NAMES_FILE = 'names.json';
/** Which rules of the linter the flows need not keep, and why. */
export const LINT_FILE = 'lint.json';
/** What lies beside the flows and is none. */
export const NO_FLOWS: readonly string[] = [NAMES_FILE, MANIFEST_FILE, LINT_FILE];

/** What stands beside the flows is no flow. */
export const isFlowFile = (file: string) => /^[\w-]+\.json$/.test(file) && !NO_FLOWS.includes(file);

/** Every flow of a folder, and its names.json. Throws an error that names the file. */
export function readFlows(folder: string): { flows: FlowFile[]; names: FlowNames } {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  if (!files.includes(NAMES_FILE)) {
    throw new Error(`${path.join(folder, NAMES_FILE)} is missing: it says which stand-in of the flows stands for what`);
  }
  return {
    names: parseFlowNames(readJson(path.join(folder, NAMES_FILE))),
    flows: files
      .filter((file) => !NO_FLOWS.includes(file))
      .map((file) => ({ name: file.slice(0, -'.json'.length), definition: readFlow(path.join(folder, file)) })),
  };
}

function readFlow(file: string): FlowDefinition {
  const value = readJson(file) as Partial<FlowDefinition> | null;
  if (!value || !Array.isArray(value.states) || typeof value.initial_state !== 'string') {
    throw new Error(`${file} is no flow: "states" and "initial_state" are missing`);
  }
  return value as FlowDefinition;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
