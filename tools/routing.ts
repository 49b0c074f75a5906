import { parseArgs } from 'node:util';
import { CommandError } from './command-error';
import { compareRouting, type RoutingFinding } from './routing/compare-routing';
import { emptyQueues } from './routing/empty-queues';
import { ensureRouting } from './routing/ensure-routing';
import { explainRouting } from './routing/explain-routing';
import { explanationText } from './routing/explanation-text';
import { readWorkflows } from './routing/read-workflows';
import { type AccountChoice, withRoutingAccount } from './routing/routing-account';
import { readTask } from './routing/routing-task';
import { fetchWorkers, listWorkers, readWorkers } from './routing/routing-workers';
import type { WorkflowFile } from './routing/workflow-file';
import { runCommand } from './run-command';

const USAGE = `npm run routing -- check
npm run routing -- explain TASK.json [--workflow NAME] [--workers FILE.json | --env NAME | --local PORT] [--json]
npm run routing -- diff  [--env NAME | --local PORT]
npm run routing -- apply [--env NAME | --local PORT] [--dry-run] [--force]

  check    tells what is wrong with routing/*.workflow.json, without an account
  explain  tells where a task goes, and why: which filter, queue and agents, and what comes after each timeout. Ends
           with 1 when the task would get stuck. With an account it also tells what is otherwise there than in the files
  diff     tells what an account has otherwise than the files, and in which queues nobody is. Ends with 1 when something
           is missing or differs
  apply    makes missing queues and workflows, and brings workflows up to date. Deletes nothing

  TASK.json        the task's attributes (docs/task-attributes.md), or a whole task as the REST API gives it
  --workflow NAME  needed when routing/ has several
  --workers FILE   a list of workers as the REST API gives it: friendly_name, attributes, available, …
  --env NAME       the account of .env.NAME; diff and apply take .env when absent
  --local PORT     the local Twilio on this port, as npm start runs it (3001)
  --folder FOLDER  other workflow files than those of routing/
  --force          replaces a workflow that was not made from these files, or was edited since`;

interface Options extends AccountChoice {
  workflow?: string;
  workers?: string;
  folder?: string;
  'dry-run'?: boolean;
  force?: boolean;
  json?: boolean;
}

type Command = (options: Options, task: string | undefined) => Promise<number>;

const COMMANDS: Record<string, { allows: (keyof Options)[]; takesTask?: boolean; run: Command } | undefined> = {
  check: { allows: ['folder'], run: check },
  explain: { allows: ['folder', 'workflow', 'workers', 'env', 'local', 'json'], takesTask: true, run: explain },
  diff: { allows: ['folder', 'env', 'local'], run: diff },
  apply: { allows: ['folder', 'env', 'local', 'dry-run', 'force'], run: apply },
};

async function check({ folder }: Options): Promise<number> {
  for (const { friendly_name: name, task_queues: queues, configuration } of readWorkflows(folder)) {
    const count = configuration.task_routing.filters.length;
    console.log(`${name}: ${count} filters, queues ${queues.map((queue) => queue.friendly_name).join(', ')}: fine`);
  }
  return 0;
}

async function explain(options: Options, file = ''): Promise<number> {
  const { workers: workersFile, env, local, folder, json } = options;
  const workflow = chosen(readWorkflows(folder), options.workflow);
  const task = readTask(file);
  const { workers, otherwise } =
    env === undefined && local === undefined
      ? { workers: workersFile === undefined ? undefined : readWorkers(workersFile), otherwise: [] }
      : await askAccount({ env, local, folder });
  const explanation = explainRouting(workflow, task, workers);
  if (json) console.log(JSON.stringify({ ...explanation, otherwise }, null, 2));
  else console.log([explanationText(explanation, task), ...otherwiseLines(otherwise)].join('\n'));
  return explanation.stuck === undefined ? 0 : 1;
}

/** Who works there, and what there is otherwise than the files, by which a task is explained. */
function askAccount({ env, local, folder }: Options) {
  return withRoutingAccount({ env, local }, async ({ client, workspaceSid }) => {
    const [workers, found] = await Promise.all([
      fetchWorkers(client, workspaceSid),
      compareRouting(client, { workspaceSid, folder }),
    ]);
    return { workers, otherwise: found.filter(({ state }) => state !== 'found') };
  });
}

const otherwiseLines = (findings: RoutingFinding[]) =>
  findings.length === 0
    ? []
    : [
        '',
        'Explained by the files; the account has this otherwise:',
        ...findings.map((each) => `  ${findingLine(each)}`),
      ];

async function diff({ env, local, folder }: Options): Promise<number> {
  const files = readWorkflows(folder);
  const [findings, workers] = await withRoutingAccount({ env, local }, ({ client, workspaceSid }) =>
    Promise.all([compareRouting(client, { workspaceSid, folder }), listWorkers(client, workspaceSid)]),
  );
  console.log([...findings.map(findingLine), ...emptyQueues(files, workers)].join('\n'));
  return findings.every(({ state }) => state === 'found') ? 0 : 1;
}

async function apply({ env, local, folder, force, 'dry-run': dryRun }: Options): Promise<number> {
  const say = (line: string) => console.log(line);
  const { changes } = await withRoutingAccount({ env, local }, ({ client, workspaceSid }) =>
    ensureRouting(client, { workspaceSid, folder, dryRun, force, say }),
  );
  if (changes.length === 0) console.log('Nothing to change.');
  return 0;
}

const findingLine = ({ kind, name, state, sid, message }: RoutingFinding) =>
  `${kind} ${name}: ${state}${sid ? ` (${sid})` : ''}${message ? `: ${message}` : ''}`;

function chosen(workflows: WorkflowFile[], name: string | undefined): WorkflowFile {
  const names = workflows.map(({ friendly_name: each }) => each).join(', ');
  const found = name === undefined ? workflows : workflows.filter(({ friendly_name: each }) => each === name);
  const [workflow, ...more] = found;
  if (!workflow) throw new CommandError(`There is no workflow ${name}; there are: ${names}`);
  if (more.length > 0) throw new CommandError(`Which workflow? --workflow takes one of: ${names}`);
  return workflow;
}

function readCommand(): { command: Command; values: Options; task: string | undefined } | undefined {
  try {
    const options = {
      workflow: { type: 'string' },
      workers: { type: 'string' },
      env: { type: 'string' },
      local: { type: 'string' },
      folder: { type: 'string' },
      'dry-run': { type: 'boolean' },
      force: { type: 'boolean' },
      json: { type: 'boolean' },
    } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [name = '', task, ...more] = positionals;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command || more.length > 0 || (task !== undefined) !== (command.takesTask === true)) return undefined;
    const given = Object.keys(values) as (keyof Options)[];
    const sources = given.filter((key) => ['workers', 'env', 'local'].includes(key)).length;
    const fits = given.every((key) => command.allows.includes(key)) && sources <= 1;
    return fits ? { command: command.run, values, task } : undefined;
  } catch {
    return undefined;
  }
}

const given = readCommand();
if (given) {
  runCommand(() => given.command(given.values, given.task));
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
