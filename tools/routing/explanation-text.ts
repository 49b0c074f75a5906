import type { RoutingAgent } from './agents-for';
import type { ExplainedFilter, ExplainedStep, Explanation } from './explain-routing';
import type { RoutingTask } from './routing-task';

/** An explanation as it stands in the terminal. */
export function explanationText(explanation: Explanation, task: RoutingTask): string {
  const { workflow, filters, steps, offered, stuck } = explanation;
  const lines = [`Workflow ${workflow}, channel ${task.channel}, priority ${task.priority}`, '', 'Filters'];
  lines.push(...filters.filter(({ fits }) => fits !== undefined).map(filterLine));
  const rest = filters.filter(({ fits }) => fits === undefined).length;
  if (rest > 0) lines.push(`  … ${rest} more ${rest === 1 ? 'is' : 'are'} not asked, since the first that fits counts`);
  if (!filters.some(({ fits }) => fits)) lines.push('  + default_filter: no filter fits');
  lines.push('', 'Way', ...steps.flatMap(stepLines), '');
  if (offered) lines.push(offeredLine(offered));
  else if (steps.some(({ agents }) => agents !== undefined)) lines.push(nobodyLine(steps.at(-1)));
  if (stuck) lines.push(`Stuck: ${stuck}`);
  return lines.join('\n').trimEnd();
}

const filterLine = ({ name, expression, fits, because }: ExplainedFilter) =>
  `  ${fits ? '+' : '-'} ${name}: ${expression}${because.length > 0 ? ` (${because.join(', ')})` : ''}`;

function stepLines({ filter, target, after, until = after, priority, because, agents, then }: ExplainedStep): string[] {
  const lines = [`  after ${after} s: queue ${target.queue}, priority ${priority} (${filter})`];
  const read = because.length > 0 ? ` (${because.join(', ')})` : '';
  const { known_worker_sid: known, expression } = target;
  if (known !== undefined) lines.push(`    only the agent ${known}${expression === undefined ? read : ''}`);
  if (expression !== undefined) lines.push(`    only agents for whom ${expression}${read}`);
  if (target.order_by !== undefined) lines.push(`    in the order ${target.order_by}`);
  if (agents) lines.push(`    ${agents.length === 0 ? 'nobody fits' : agents.map(agentWords).join(', ')}`);
  lines.push(`    ${thenWords(until - after, target.skip_if, then)}`);
  return lines;
}

const offeredLine = ({ queue, after, agents }: NonNullable<Explanation['offered']>) =>
  `So: offered ${after === 0 ? 'at once' : `after ${after} s`} in queue ${queue} to ${agents.map(({ name }) => name).join(' or ')}`;

const nobodyLine = (last: ExplainedStep | undefined) =>
  last?.then === 'canceled'
    ? `So: nobody who fits is free, and after ${last.until ?? last.after} s the task is canceled`
    : 'So: nobody who fits is free, and the task waits';

const agentWords = ({ name, state }: RoutingAgent) => `${name} is ${state}`;

function thenWords(seconds: number, skipIf: string | undefined, then: ExplainedStep['then']): string {
  switch (then) {
    case 'next':
      return `for ${seconds} s, then on`;
    case 'skipped':
      return `skipped at once: nobody is free, and ${skipIf}`;
    case 'canceled':
      return seconds === 0 ? 'skipped, and then the task is canceled' : `for ${seconds} s, then the task is canceled`;
    case 'waits':
      return 'until somebody takes it';
  }
}
