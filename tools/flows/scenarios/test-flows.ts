import path from 'node:path';
import type { StepLog } from '../../../local-twilio/src/studio/execution-log';
import { CommandError } from '../../command-error';
import { PROJECT_FOLDER } from '../../project-folder';
import { type Coverage, coverageOf } from './coverage';
import { differences } from './differences';
import { type PublishedFlow, publishedFlows } from './published-flow';
import { readScenarios } from './read-scenarios';
import { runScenario } from './run-scenario';
import type { Scenario } from './scenario';

export interface FlowTestOptions {
  /** Folder of flows, names.json and scenarios; studio-flows/ when absent. */
  folder?: string;
  /** Flows to report on; all when absent or empty. */
  names?: string[];
}

export interface FlowTestReport {
  /** Every scenario came as expected, and every transition was taken. */
  passed: boolean;
  flows: FlowReport[];
}

export interface FlowReport {
  flow: string;
  scenarios: ScenarioReport[];
  coverage: Coverage;
}

export interface ScenarioReport {
  name: string;
  passed: boolean;
  /** Lines to read. */
  differences: string[];
}

/** Plays the scenarios of the flows. Throws CommandError for a flow that is not there. */
export async function testFlows(options: FlowTestOptions = {}): Promise<FlowTestReport> {
  const folder = options.folder ?? path.join(PROJECT_FOLDER, 'studio-flows');
  const flows = publishedFlows(folder);
  const wanted = chosen(flows, options.names ?? []);
  const steps: StepLog[] = [];
  const reports = new Map<PublishedFlow, ScenarioReport[]>();
  for (const flow of flows.filter((one) => wanted.includes(one) || runsOneOf(one, wanted))) {
    const played: ScenarioReport[] = [];
    for (const scenario of await readScenarios(folder, flow.name)) {
      const { report, taken } = await play(scenario, flow, flows);
      played.push(report);
      if (report.passed || wanted.includes(flow)) steps.push(...taken);
    }
    reports.set(flow, played);
  }
  const result = wanted.map((flow) => ({
    flow: flow.name,
    scenarios: reports.get(flow) ?? [],
    coverage: coverageOf(flow.sid, flow.definition, steps),
  }));
  const passed = result.every(
    ({ scenarios, coverage }) => coverage.uncovered.length === 0 && scenarios.every((scenario) => scenario.passed),
  );
  return { passed, flows: result };
}

async function play(scenario: Scenario, flow: PublishedFlow, flows: PublishedFlow[]) {
  try {
    const played = await runScenario(scenario, flow, flows);
    const found = differences(scenario.expect, played);
    return {
      report: { name: scenario.name, passed: found.length === 0, differences: found },
      taken: played.steps,
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { report: { name: scenario.name, passed: false, differences: [message] }, taken: [] };
  }
}

function chosen(flows: PublishedFlow[], names: string[]): PublishedFlow[] {
  if (names.length === 0) return flows;
  return names.map((name) => {
    const flow = flows.find((candidate) => candidate.name === name);
    if (flow) return flow;
    throw new CommandError(`There is no flow "${name}". There are: ${flows.map((one) => one.name).join(', ')}`);
  });
}

/** A sub-flow is covered by the scenarios of the flows that run it. */
function runsOneOf({ definition }: PublishedFlow, wanted: PublishedFlow[]): boolean {
  return definition.states.some(
    ({ type, properties }) => type === 'run-subflow' && wanted.some(({ sid }) => sid === properties.flow_sid),
  );
}
