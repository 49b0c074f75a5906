import path from 'node:path';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { flowHash } from '../../../studio-flows/flow-hash';
import type { FlowNames } from '../../../studio-flows/flow-names';
import { type FlowVersion, readManifest } from '../../../studio-flows/manifest';
import { readFlows } from '../../../studio-flows/read-flows';
import { CommandError } from '../../command-error';
import { PROJECT_FOLDER } from '../../project-folder';

export interface VersionedFlow {
  name: string;
  /** As in the file, with its stand-ins. */
  definition: FlowDefinition;
  /** flowHash of it. */
  sha256: string;
  /** What manifest.json has for it. */
  recorded: FlowVersion | undefined;
  /** Names of the flows that it runs. */
  subflows: string[];
}

export interface FlowFiles {
  folder: string;
  flows: VersionedFlow[];
  names: FlowNames;
}

export const FLOWS_FOLDER = path.join(PROJECT_FOLDER, 'studio-flows');

/** The flow files with their versions; a flow comes after those that it runs. */
export function readFlowFiles(folder = FLOWS_FOLDER): FlowFiles {
  const { flows, names } = readFlows(folder);
  const { flows: recorded } = readManifest(folder);
  const versioned = flows.map(({ name, definition }) => ({
    name,
    definition,
    sha256: flowHash(definition),
    recorded: Object.hasOwn(recorded, name) ? recorded[name] : undefined,
    subflows: subflowsOf(definition, names),
  }));
  return { folder, names, flows: subflowsFirst(versioned) };
}

/** @throws CommandError that tells which flows there are */
export function flowOf({ flows }: FlowFiles, name: string): VersionedFlow {
  const flow = flows.find((candidate) => candidate.name === name);
  if (flow) return flow;
  const names = flows.map((candidate) => candidate.name).join(', ');
  throw new CommandError(`There is no flow ${name} in studio-flows/; there are: ${names}`);
}

function subflowsOf({ states }: FlowDefinition, names: FlowNames): string[] {
  const standIns = states.flatMap(({ type, properties }) =>
    type === 'run-subflow' ? [String(properties?.flow_sid)] : [],
  );
  return [...new Set(standIns.flatMap((standIn) => names.flows[standIn] ?? []))];
}

function subflowsFirst(flows: VersionedFlow[]): VersionedFlow[] {
  const sorted = new Set<VersionedFlow>();
  const visit = (flow: VersionedFlow, above: VersionedFlow[]) => {
    if (above.includes(flow)) return;
    for (const name of flow.subflows) {
      const subflow = flows.find((candidate) => candidate.name === name);
      if (subflow) visit(subflow, [...above, flow]);
    }
    sorted.add(flow);
  };
  for (const flow of flows) visit(flow, []);
  return [...sorted];
}
