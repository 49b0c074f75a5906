import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FlowDefinition } from './flow-definition';
import { type FlowNames, parseFlowNames } from './flow-names';

export interface FlowFile {
  /** The file's name without `.json`. */
  name: string;
  definition: FlowDefinition;
}

const NAMES_FILE = 'names.json';

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
      .filter((file) => file !== NAMES_FILE)
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
