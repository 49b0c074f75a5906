import { parseArgs } from 'node:util';
import { paint } from './paint';
import { readArguments } from './read-arguments';
import { type FlowReport, testFlows } from './scenarios/test-flows';

const USAGE = `npm run flows -- test [NAME…] [--json]

  Plays studio-flows/NAME.scenarios.ts on the interpreter of the local Twilio, for all flows when none is named. Fails
  when something comes otherwise than expected, and when a transition of a flow was never taken.

  --json   the report as JSON: {passed, flows: [{flow, scenarios: [{name, passed, differences}],
           coverage: {covered, total, uncovered: [{state, event, condition?}]}}]}`;

/** `npm run flows -- test`: 0 when all is as expected and every transition was taken, else 1; 2 for wrong usage. */
export async function run(args: string[]): Promise<number> {
  const parsed = readArguments(USAGE, { from: 0, to: Number.POSITIVE_INFINITY }, () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }),
  );
  if (typeof parsed === 'number') return parsed;
  const report = await testFlows({ names: parsed.positionals });
  if (parsed.values.json) console.log(JSON.stringify(report, null, 2));
  else for (const flow of report.flows) console.log(describe(flow).join('\n'));
  return report.passed ? 0 : 1;
}

function describe({ flow, scenarios, coverage }: FlowReport): string[] {
  const { covered, total, uncovered } = coverage;
  const share = total === 0 ? 100 : Math.floor((100 * covered) / total);
  const lines = [paint('bold', flow)];
  for (const { name, passed, differences } of scenarios) {
    lines.push(`  ${passed ? paint('green', '✓') : paint('red', '✗')} ${name}`);
    lines.push(...differences.map((line) => `      ${line}`));
  }
  if (scenarios.length === 0) lines.push(`  no scenarios: write them into studio-flows/${flow}.scenarios.ts`);
  lines.push(`  ${paint(uncovered.length > 0 ? 'red' : 'green', `${covered} of ${total} transitions`)} (${share} %)`);
  for (const { state, event, condition } of uncovered) {
    lines.push(`    not covered: ${state} ${event}${condition ? ` (${condition})` : ''}`);
  }
  return lines;
}
