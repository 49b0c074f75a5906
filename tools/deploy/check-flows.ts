import path from 'node:path';
import { readFlows } from '../../studio-flows/read-flows';
import { CommandError } from '../command-error';
import { lintFile } from '../flows/lint/lint-file';
import { testFlows } from '../flows/scenarios/test-flows';
import { readWorkflows } from '../routing/read-workflows';
import type { Outcome } from './progress';

/**
 * Lints the flows of a checkout, plays their scenarios, and reads its workflows, without an account.
 *
 * @throws CommandError that names everything that is wrong
 */
export async function checkFlows(projectFolder: string): Promise<Outcome> {
  const folder = path.join(projectFolder, 'studio-flows');
  const linted = readFlows(folder).flows.map(({ name }) => lintFile(path.join(folder, `${name}.json`)));
  // An import error that lint.json turns off is one all the same: Studio would refuse the flow, half-way through.
  const errors = linted.flatMap(({ file, findings, silenced }) =>
    [...findings, ...silenced.map(({ finding }) => finding).filter(({ level }) => level === 'import')]
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, state, message }) => `${path.basename(file)}${state ? `, ${state}` : ''}: ${message} (${rule})`),
  );
  refuse(errors, 'npm run flows -- lint');
  const { flows } = await testFlows({ folder });
  const failures = flows.flatMap(({ flow, scenarios, coverage }) => [
    ...scenarios.filter(({ passed }) => !passed).map(({ name }) => `${flow}: "${name}" does not come as expected`),
    ...coverage.uncovered.map(({ state, event }) => `${flow}: no scenario takes ${event} of ${state}`),
  ]);
  refuse(failures, 'npm run flows -- test');
  const workflows = readWorkflows(path.join(projectFolder, 'routing'));
  const scenarios = flows.reduce((sum, flow) => sum + flow.scenarios.length, 0);
  return {
    did: `${count(flows.length, 'flow')} linted, ${count(scenarios, 'scenario')} passed, ${count(workflows.length, 'workflow')} checked`,
  };
}

function refuse(problems: string[], command: string): void {
  if (problems.length === 0) return;
  const lines = problems.map((problem) => `  - ${problem}`).join('\n');
  throw new CommandError(`Nothing was deployed. \`${command}\` says more:\n${lines}`);
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
